/**
 * Outbound HTTP: the only way in which Arrway calls an upstream. {@link
 * dev.arrway.platform.http.HttpStacks} opens one {@link dev.arrway.platform.http.HttpStack} per
 * upstream instance: response cache, metrics and log line, retry, circuit breaker, rate limiter,
 * per-attempt time-out and transport, in that order. Failures are {@link
 * dev.arrway.protocol.FailureException}s with a code, a neutral detail and never a secret.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.platform.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
