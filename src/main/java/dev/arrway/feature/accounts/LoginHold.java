package dev.arrway.feature.accounts;

import java.time.Instant;

/**
 * A period in which nobody can log in to an account, after many wrong passwords in a row.
 *
 * @param until when it ends, unless it is renewed
 * @param fromKnownNetwork true when it applies to one network from which the account has logged in
 *     before; false when it applies to all networks that are new to the account
 */
public record LoginHold(long userId, String username, Instant until, boolean fromKnownNetwork) {}
