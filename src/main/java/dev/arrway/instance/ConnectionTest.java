package dev.arrway.instance;

import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.protocol.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a connection test ended.
 *
 * @param message the outcome in one of a few fixed sentences
 * @param version the version that it told
 * @param responseTimeMs milliseconds until the answer
 * @param errorDetails what to look at when it failed
 */
public record ConnectionTest(
    boolean success,
    String message,
    @Nullable String version,
    @Nullable Long responseTimeMs,
    @Nullable String errorDetails) {

  static ConnectionTest of(ConnectionReport report) {
    return new ConnectionTest(
        true,
        "Connected to " + report.application() + " " + report.version() + ".",
        report.version(),
        report.responseTimeMs(),
        null);
  }

  static ConnectionTest of(Failure failure) {
    String message =
        switch (failure.code()) {
          case UPSTREAM_AUTH_FAILED -> "The credentials are not accepted.";
          case ADDRESS_BLOCKED -> "The address is not allowed.";
          case UPSTREAM_HTML, UPSTREAM_REDIRECT, UPSTREAM_UNEXPECTED, UPSTREAM_BAD_JSON ->
              "Something else answers at this address.";
          case UPSTREAM_TLS_UNTRUSTED,
              UPSTREAM_TLS_EXPIRED,
              UPSTREAM_TLS_HOST,
              UPSTREAM_TLS_FAILED ->
              "The connection is not secure.";
          case UPSTREAM_ERROR, UPSTREAM_TRUNCATED, UPSTREAM_RATE_LIMITED, UPSTREAM_REJECTED ->
              "The server answers, but with an error.";
          case INSTANCE_DISABLED -> "The instance is switched off.";
          default -> "The server does not answer.";
        };
    return new ConnectionTest(false, message, null, null, failure.detail());
  }
}
