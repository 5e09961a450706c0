package dev.arrway.platform.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one upstream instance may be called. Built by {@link #to} and the {@code with} methods; its
 * text shows no credentials of the URL.
 *
 * @param instance the name or id in logs and metrics
 * @param base absolute http or https URL whose path every call's path is appended to
 * @param verifyTls whether certificate and host name are checked
 * @param timeout of one whole attempt unless the call says otherwise
 * @param ratePerMinute tokens per minute
 * @param minInterval the least gap between two calls; zero: none
 * @param sinceLastCall how long ago a predecessor called, for {@code minInterval}; null: never did
 * @param startEmpty whether the bucket starts without tokens, as a new owner's must
 * @param maxRetries tries after the first; zero: none
 * @param breaker when calls are held back
 * @param maxConnections open at once
 * @param maxWaiting calls that wait for a connection; with none open yet, as many more as may open
 * @param cacheBytes the most that cached answers take
 * @param access who owns the instance, as far as addresses are concerned
 * @param failuresLogged whether failed calls are logged; false where the caller logs them itself
 */
public record HttpPolicy(
    String instance,
    URI base,
    boolean verifyTls,
    Duration timeout,
    int ratePerMinute,
    Duration minInterval,
    @Nullable Duration sinceLastCall,
    boolean startEmpty,
    int maxRetries,
    BreakerPolicy breaker,
    int maxConnections,
    int maxWaiting,
    long cacheBytes,
    Access access,
    boolean failuresLogged) {

  /** Whose instance it is. */
  public enum Access {
    /** An administrator's: may reach loopback and private networks. */
    ADMINISTRATOR,
    /** A user's: may reach public addresses and what {@code security.allowed_networks} names. */
    USER
  }

  /**
   * When the breaker opens.
   *
   * @param failures so many within the window
   * @param window how long a failure counts
   * @param open how long calls are refused before one is let through as a probe
   */
  public record BreakerPolicy(int failures, Duration window, Duration open) {
    /** 5 failures within 2 minutes, open for 30 s. */
    public static final BreakerPolicy DEFAULT =
        new BreakerPolicy(5, Duration.ofMinutes(2), Duration.ofSeconds(30));

    public BreakerPolicy {
      atLeast(failures, 1, "breaker failures");
      atLeast(window.toMillis(), 1, "breaker window in ms");
      atLeast(open.toMillis(), 1, "breaker open time in ms");
    }
  }

  public HttpPolicy {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("url must start with http:// or https://");
    }
    Objects.requireNonNull(base.getRawAuthority(), "url must name a host");
    atLeast(timeout.toMillis(), 1, "timeout in ms");
    atLeast(ratePerMinute, 1, "rate_limit_per_minute");
    atLeast(minInterval.toMillis(), 0, "min_interval_ms");
    atLeast(maxRetries, 0, "max_retries");
    atLeast(maxConnections, 1, "max connections");
    atLeast(maxWaiting, 0, "max waiting");
    atLeast(cacheBytes, 0, "cache bytes");
  }

  /**
   * The defaults: certificates checked, 30 s, 300 calls a minute, two retries, 6 connections, 256
   * waiting calls, 8 MB of cache, a user's instance.
   */
  public static HttpPolicy to(String instance, URI base) {
    return new HttpPolicy(
        instance,
        base,
        true,
        Duration.ofSeconds(30),
        300,
        Duration.ZERO,
        null,
        false,
        2,
        BreakerPolicy.DEFAULT,
        6,
        256,
        8L << 20,
        Access.USER,
        true);
  }

  /** The same with or without checks of certificate and host name. */
  public HttpPolicy withVerifyTls(boolean value) {
    return new HttpPolicy(
        instance,
        base,
        value,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same with another time-out of an attempt. */
  public HttpPolicy withTimeout(Duration value) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        value,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same with other limits of the rate. */
  public HttpPolicy withRate(int perMinute, Duration least) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        perMinute,
        least,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same for an owner that takes over: an empty bucket, and the last call so long ago. */
  public HttpPolicy takenOver(@Nullable Duration lastCallAgo) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        lastCallAgo,
        true,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same with another number of retries. */
  public HttpPolicy withMaxRetries(int value) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        value,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same with another breaker. */
  public HttpPolicy withBreaker(BreakerPolicy value) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        value,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same with other bounds of connections and of calls that wait for one. */
  public HttpPolicy withConnections(int connections, int waiting) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        connections,
        waiting,
        cacheBytes,
        access,
        failuresLogged);
  }

  /** The same with another bound of the response cache. */
  public HttpPolicy withCacheBytes(long value) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        value,
        access,
        failuresLogged);
  }

  /** The same for another kind of owner. */
  public HttpPolicy withAccess(Access value) {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        value,
        failuresLogged);
  }

  /** Returns a copy that does not log failed calls, for callers that log them themselves. */
  public HttpPolicy withFailuresLoggedByCaller() {
    return new HttpPolicy(
        instance,
        base,
        verifyTls,
        timeout,
        ratePerMinute,
        minInterval,
        sinceLastCall,
        startEmpty,
        maxRetries,
        breaker,
        maxConnections,
        maxWaiting,
        cacheBytes,
        access,
        false);
  }

  @Override
  public String toString() {
    return instance + " at " + base.getScheme() + "://" + base.getHost();
  }

  private static void atLeast(long value, long least, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
    }
  }
}
