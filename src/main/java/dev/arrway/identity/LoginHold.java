package dev.arrway.identity;

import java.time.Instant;

/**
 * A hold of an account after many wrong passwords in a row.
 *
 * @param until when it ends, unless it is renewed
 * @param known whether it concerns one network from which the account has logged in before; else
 *     all others
 */
public record LoginHold(long userId, String username, Instant until, boolean known) {}
