package dev.arrway.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from, as its credentials say.
 *
 * @param userId the user
 * @param username the user's name at the time
 * @param role what may be done with these credentials: the user's role, or less when a key's scope
 *     is narrower
 * @param sessionId the session of an access token, or null
 * @param keyId the personal key, or null
 * @param address where the request came from, for the audit
 * @param expiresAt from when the credentials are no longer accepted, by the time of day: the end of
 *     an access token with the leeway, or of a personal key; {@link Instant#MAX} for never
 * @param tokenVersion the version of the account's access tokens at the time; another one means
 *     that the role, the password or the account was changed since
 */
public record Caller(
    long userId,
    String username,
    Role role,
    @Nullable Long sessionId,
    @Nullable Long keyId,
    String address,
    Instant expiresAt,
    int tokenVersion) {}
