package dev.arrway.instance;

import dev.arrway.config.Secret;
import dev.arrway.upstream.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of an instance.
 *
 * @param credentials what the upstream itself wants to see
 * @param userInfo what a proxy before it wants to see, {@code name:password} percent-encoded; from
 *     the address of an instance whose type takes a key
 */
record Keys(Credentials credentials, @Nullable Secret userInfo) {}
