package dev.arrway.feature.outbox;

import dev.arrway.protocol.Failure;

/** The consequence of a failed attempt for a change. */
enum Verdict {
  /** The upstream or the gateway refuses the change; trying again would not help. */
  REFUSED,
  /** It was not sent: the upstream is unreachable, busy or rate-limited. */
  NOT_SENT,
  /**
   * It was not sent, because preparing it failed, maybe for a reason of the change itself; it is
   * retried with growing delays.
   */
  NOT_COMPLETED,
  /** It may have taken effect: the upstream has to be queried before it is sent again. */
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
   * Returns what a failure means before anything was sent, when the change cannot have taken
   * effect. A definitive answer is not retried for ever, and a change whose preparation fails does
   * not hold up those behind it.
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
