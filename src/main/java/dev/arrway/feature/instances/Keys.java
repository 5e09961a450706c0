package dev.arrway.feature.instances;

import dev.arrway.platform.config.Secret;
import dev.arrway.upstream.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of an instance.
 *
 * @param credentials the credentials of the upstream itself
 * @param userInfo the credentials of a proxy in front of it, {@code name:password} percent-encoded;
 *     from the address of an instance whose type uses an API key
 */
record Keys(Credentials credentials, @Nullable Secret userInfo) {}
