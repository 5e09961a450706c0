package dev.arrway.feature.instances;

import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.protocol.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * How a connection test ended. A failed one says nothing but one of a few fixed sentences, so that
 * tests cannot be used to read what answers at an address.
 *
 * @param message the outcome in one sentence
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
  private static final int LONGEST_VERSION = 64;
  private static final String SILENT = "The server does not answer.";
  private static final String ANOTHER = "Something else answers at this address.";
  private static final String INSECURE = "The connection is not secure.";
  private static final String ILL = "The server answers, but with an error.";

  static ConnectionTest of(ConnectionReport report) {
    String version =
        report.version().length() <= LONGEST_VERSION
            ? report.version()
            : report.version().substring(0, LONGEST_VERSION);
    return new ConnectionTest(
        true,
        "Connected to " + report.application() + " " + version + ".",
        version,
        report.responseTimeMs(),
        null);
  }

  static ConnectionTest of(FailureCode code) {
    return switch (code) {
      case UPSTREAM_AUTH_FAILED ->
          failed(
              "The credentials are not accepted.", "Copy them again from the server's settings.");
      case ADDRESS_BLOCKED ->
          failed("The address is not allowed.", "The gateway does not call this address for you.");
      case INSTANCE_DISABLED -> failed("The instance is switched off.", "Nothing was sent to it.");
      case UPSTREAM_HTML ->
          failed(
              ANOTHER,
              "A web page came back: is the URL base right, or is there a login page in between?");
      case UPSTREAM_REDIRECT ->
          failed(ANOTHER, "It points to another address, where no key is sent: give that one.");
      case UPSTREAM_UNEXPECTED, UPSTREAM_BAD_JSON ->
          failed(ANOTHER, "It is not the kind of server that was expected: is the port right?");
      case UPSTREAM_NOT_FOUND ->
          failed(
              ANOTHER, "There is nothing of the kind below this address: is the URL base right?");
      case UPSTREAM_TLS_UNTRUSTED -> failed(INSECURE, "The certificate's issuer is not trusted.");
      case UPSTREAM_TLS_EXPIRED -> failed(INSECURE, "The certificate is not valid at this time.");
      case UPSTREAM_TLS_HOST -> failed(INSECURE, "The certificate is for another host.");
      case UPSTREAM_TLS_FAILED -> failed(INSECURE, "The TLS handshake failed: is it https at all?");
      case UPSTREAM_RATE_LIMITED -> failed(ILL, "It asks to be left alone for a while.");
      case UPSTREAM_ERROR, UPSTREAM_REJECTED -> failed(ILL, "Its own log says more.");
      case UPSTREAM_TRUNCATED, UPSTREAM_TOO_LARGE, UPSTREAM_HEADERS_TOO_LARGE ->
          failed(ILL, "Its answer is incomplete, or far too long.");
      case UPSTREAM_REFUSED -> failed(SILENT, "Nothing listens at this address and port.");
      case UPSTREAM_DNS -> failed(SILENT, "The host name does not resolve.");
      case UPSTREAM_RESET -> failed(SILENT, "The connection broke.");
      case UPSTREAM_TIMEOUT, UPSTREAM_CONNECT_TIMEOUT, DEADLINE_EXCEEDED ->
          failed(SILENT, "There was no answer in time.");
      case BREAKER_OPEN ->
          failed("Calls are held back after repeated failures.", "Try again in half a minute.");
      default -> failed("The test could not be made.", "Try again.");
    };
  }

  private static ConnectionTest failed(String message, String details) {
    return new ConnectionTest(false, message, null, null, details);
  }
}
