package dev.arrway.upstream.transmission;

import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The failures that answers of a server stand for, by status and by the text of an error. */
final class RpcRefusals {
  /** The status for a missing or outdated session id, which the answer replaces. */
  static final int WRONG_SESSION = 409;

  private static final int WRONG_CREDENTIALS = 401;
  private static final int DENIED = 403;
  private static final int WRONG_HOST = 421;
  private static final int LONGEST_TEXT = 200;

  private RpcRefusals() {}

  /** Returns the statuses besides 2xx whose meaning is known. */
  static int[] statuses() {
    return new int[] {301, WRONG_CREDENTIALS, DENIED, 404, 405, WRONG_SESSION, WRONG_HOST};
  }

  /**
   * Returns a good answer as it is.
   *
   * @throws FailureException {@code upstream_auth_failed} when the server denies access, {@code
   *     upstream_unexpected} when the address is not that of a Transmission
   */
  static HttpAnswer requireGood(HttpAnswer answer) {
    if (answer.ok()) {
      return answer;
    }
    throw switch (answer.status()) {
      case WRONG_CREDENTIALS -> createDenial("Transmission rejected the user name or password.");
      case DENIED -> explainDenial(answer.body().toString().toLowerCase(Locale.ROOT));
      case WRONG_HOST -> wrongHost();
      case WRONG_SESSION ->
          FailureException.of(
              FailureCode.UPSTREAM_UNEXPECTED,
              "Transmission does not accept the session id that it has just given (status 409); a"
                  + " proxy in front of it may remove the header X-Transmission-Session-Id.");
      default -> notTransmission();
    };
  }

  /**
   * Returns whether the server turned the credentials away, so that others would be needed. A
   * lock-out, which failed logins of others may have caused, does not count: it ends with a restart
   * of the server, and asking meanwhile does not prolong it.
   */
  static boolean wrongCredentials(HttpAnswer answer) {
    return answer.status() == WRONG_CREDENTIALS;
  }

  private static FailureException explainDenial(String text) {
    if (text.contains("login attempts")) {
      return createDenial(
          "Transmission denies all access after too many failed logins (status 403), until it is"
              + " restarted.");
    }
    // Versions since 4.0 give no reason.
    return text.contains("unauthorized ip") || text.contains("whitelist")
        ? createDenial(
            "Transmission does not accept this gateway's IP address (status 403): add it to"
                + " 'rpc-whitelist' in Transmission's settings.")
        : createDenial(
            "Transmission denied access (status 403). Either this gateway's IP address is missing"
                + " from 'rpc-whitelist' in Transmission's settings, or there were too many failed"
                + " logins: then restart Transmission.");
  }

  private static FailureException wrongHost() {
    return createDenial(
        "Transmission does not accept the host name in the URL: add it to 'rpc-host-whitelist' in"
            + " Transmission's settings, use its IP address, or enable authentication.");
  }

  private static FailureException createDenial(String detail) {
    return FailureException.of(FailureCode.UPSTREAM_AUTH_FAILED, detail);
  }

  /** Returns the failure for an address where something else answers. */
  static FailureException notTransmission() {
    return FailureException.of(
        FailureCode.UPSTREAM_UNEXPECTED,
        "The server at this URL is not Transmission, or its RPC has another path; the path in the"
            + " URL must be that of Transmission's setting 'rpc-url'.");
  }

  /** Returns the failure for a request that the server refused with this text. */
  static FailureException refused(@Nullable String text) {
    return FailureException.of(
        FailureCode.UPSTREAM_REJECTED, "Transmission refused the request: " + redact(text));
  }

  /** Returns a text of the server without addresses, which may hold keys, and not too long. */
  static String redact(@Nullable String text) {
    String plain =
        text == null ? "" : text.strip().replaceAll("(?i)\\b(magnet:|[a-z]+://)\\S+", "(address)");
    if (plain.isEmpty()) {
      return "no reason given";
    }
    return plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT) + "…";
  }
}
