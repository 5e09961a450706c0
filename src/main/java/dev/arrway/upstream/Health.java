package dev.arrway.upstream;

import dev.arrway.protocol.Failure;
import java.util.Locale;

/** How an instance is doing, as its owner sees it. */
public enum Health {
  /** Never contacted. */
  UNKNOWN,
  /** Answers. */
  OK,
  /** Answers, but badly. */
  DEGRADED,
  /** Does not accept the credentials. */
  AUTH_FAILED,
  /** Does not answer. */
  UNREACHABLE,
  /** Switched off by its owner. */
  DISABLED;

  /** What a failed contact says of an instance; null when it says nothing of it. */
  public static @org.jspecify.annotations.Nullable Health after(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_AUTH_FAILED -> AUTH_FAILED;
      case UPSTREAM_TIMEOUT,
          UPSTREAM_CONNECT_TIMEOUT,
          UPSTREAM_REFUSED,
          UPSTREAM_DNS,
          UPSTREAM_RESET,
          UPSTREAM_TLS_UNTRUSTED,
          UPSTREAM_TLS_EXPIRED,
          UPSTREAM_TLS_HOST,
          UPSTREAM_TLS_FAILED,
          ADDRESS_BLOCKED ->
          UNREACHABLE;
      case UPSTREAM_TRUNCATED,
          UPSTREAM_TOO_LARGE,
          UPSTREAM_HEADERS_TOO_LARGE,
          UPSTREAM_HTML,
          UPSTREAM_BAD_JSON,
          UPSTREAM_UNEXPECTED,
          UPSTREAM_ERROR,
          UPSTREAM_REDIRECT,
          UPSTREAM_RATE_LIMITED ->
          DEGRADED;
      default -> null;
    };
  }

  /** Returns the name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the health with this name of the API. */
  public static Health of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
