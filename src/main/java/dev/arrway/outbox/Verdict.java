package dev.arrway.outbox;

import dev.arrway.protocol.Failure;

/** What a failed try says about the change. */
enum Verdict {
  /** The upstream, or the gateway, will not do it: trying again would not help. */
  REFUSED,
  /** It was not sent: the upstream is away or wants to be left alone. */
  NOT_SENT,
  /**
   * It was not sent because what completes it failed, maybe for a reason of its own: it is tried
   * again later and later.
   */
  NOT_COMPLETED,
  /** It may have been done: the upstream has to be asked before it is sent again. */
  UNKNOWN;

  static Verdict of(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_REJECTED,
          UPSTREAM_AUTH_FAILED,
          UPSTREAM_NOT_FOUND,
          UPSTREAM_REDIRECT,
          CONFLICT,
          INVALID,
          NOT_SUPPORTED,
          NOT_FOUND,
          FORBIDDEN,
          TOO_LARGE,
          ADDRESS_BLOCKED ->
          REFUSED;
      case UPSTREAM_REFUSED,
          UPSTREAM_CONNECT_TIMEOUT,
          UPSTREAM_DNS,
          UPSTREAM_RATE_LIMITED,
          UPSTREAM_TLS_UNTRUSTED,
          UPSTREAM_TLS_EXPIRED,
          UPSTREAM_TLS_HOST,
          UPSTREAM_TLS_FAILED,
          BREAKER_OPEN,
          BUSY,
          LIMIT_EXCEEDED,
          INSTANCE_DISABLED ->
          NOT_SENT;
      default -> UNKNOWN;
    };
  }

  /**
   * Returns what a failure means before anything was sent: nothing can have been done, but answers
   * that will not change are not waited for without end, and a change whose completion fails does
   * not hold up the changes behind it.
   */
  static Verdict beforeSending(Failure failure) {
    Verdict verdict = of(failure);
    return verdict == UNKNOWN && !malformed(failure) ? NOT_COMPLETED : verdict;
  }

  /** Returns whether the upstream answered something that asking again will not change. */
  static boolean malformed(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_BAD_JSON, UPSTREAM_UNEXPECTED, INTERNAL -> true;
      default -> false;
    };
  }

  /** Whether the next change would fare no better. */
  static boolean down(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_ERROR, UPSTREAM_BAD_JSON, UPSTREAM_UNEXPECTED, INTERNAL -> false;
      default -> of(failure) != REFUSED;
    };
  }
}
