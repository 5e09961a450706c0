package dev.arrway.feature.imports;

import dev.arrway.protocol.Failure;

/** What a failure says about trying again. */
enum Transience {
  /** Trying again would not help. */
  FINAL,
  /** The instance cannot be asked now, whatever is asked. */
  AWAY,
  /** Something went wrong, perhaps because of what was asked. */
  DOUBTFUL;

  static Transience of(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_REJECTED,
          UPSTREAM_NOT_FOUND,
          CONFLICT,
          INVALID,
          NOT_SUPPORTED,
          NOT_FOUND,
          FORBIDDEN,
          TOO_LARGE,
          MALFORMED_REQUEST ->
          FINAL;
      case UPSTREAM_ERROR,
          UPSTREAM_TIMEOUT,
          UPSTREAM_RESET,
          UPSTREAM_TRUNCATED,
          UPSTREAM_TOO_LARGE,
          UPSTREAM_HTML,
          UPSTREAM_BAD_JSON,
          UPSTREAM_UNEXPECTED,
          UPSTREAM_REDIRECT,
          UPSTREAM_HEADERS_TOO_LARGE,
          DEADLINE_EXCEEDED,
          INTERNAL ->
          DOUBTFUL;
      default -> AWAY;
    };
  }
}
