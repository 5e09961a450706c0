package dev.arrway.feature.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One place where an account is logged in, as the API shows it.
 *
 * @param lastUsedAt when it last refreshed its tokens
 * @param expiresAt when it ends unless it refreshes
 * @param address the address that it was last used from
 * @param userAgent what the client calls itself
 * @param current whether it is the session that asks
 */
public record Session(
    long id,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    @Nullable String address,
    @Nullable String userAgent,
    boolean current) {}
