package dev.arrway.feature.accounts;

import java.time.Instant;

/**
 * What an access token says.
 *
 * @param userId {@code sub}
 * @param sessionId {@code sid}
 * @param version {@code ver}: the account's token version when it was made
 * @param issuedAt {@code iat}
 * @param expiresAt {@code exp}
 */
record AccessClaims(
    long userId, long sessionId, int version, Instant issuedAt, Instant expiresAt) {}
