package dev.arrway.platform.http;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a status means: an answer for the caller, or which failure. */
final class StatusRules {
  static final int TOO_MANY = 429;

  private StatusRules() {}

  /** The failure that a status stands for; empty when it is an answer for this call. */
  static Optional<FailureException> failure(
      HttpCall call, int status, Map<String, List<String>> headers) {
    if ((status >= 200 && status < 300) || call.accepted().contains(status)) {
      return Optional.empty();
    }
    Failure failure = Failure.of(code(status), call.statusDetail().apply(status));
    return Optional.of(
        retryAfter(status, headers)
            .map(wait -> Failure.retryAfter(failure.code(), failure.detail(), wait))
            .orElse(failure)
            .asException());
  }

  /** What a 429 or 503 asks for. */
  static Optional<Duration> retryAfter(int status, Map<String, List<String>> headers) {
    return status == TOO_MANY || status == 503
        ? headers.getOrDefault("retry-after", List.of()).stream()
            .findFirst()
            .flatMap(text -> RetryAfter.parse(text, Clock.systemUTC()))
        : Optional.empty();
  }

  private static FailureCode code(int status) {
    return switch (status) {
      case 401, 403 -> FailureCode.UPSTREAM_AUTH_FAILED;
      case 404, 410 -> FailureCode.UPSTREAM_NOT_FOUND;
      case TOO_MANY -> FailureCode.UPSTREAM_RATE_LIMITED;
      default -> {
        if (status >= 500) {
          yield FailureCode.UPSTREAM_ERROR;
        }
        if (status >= 400) {
          yield FailureCode.UPSTREAM_REJECTED;
        }
        yield status >= 300 ? FailureCode.UPSTREAM_REDIRECT : FailureCode.UPSTREAM_UNEXPECTED;
      }
    };
  }

  static String detail(int status) {
    String said =
        switch (code(status)) {
          case UPSTREAM_AUTH_FAILED -> "The upstream does not accept the credentials";
          case UPSTREAM_NOT_FOUND -> "The upstream has no such object";
          case UPSTREAM_RATE_LIMITED -> "The upstream asks to be left alone for a while";
          case UPSTREAM_ERROR -> "The upstream failed";
          case UPSTREAM_REJECTED -> "The upstream refused the request";
          case UPSTREAM_REDIRECT -> "The upstream points to another place";
          default -> "The upstream answered unexpectedly";
        };
    return said + " (status " + status + ").";
  }
}
