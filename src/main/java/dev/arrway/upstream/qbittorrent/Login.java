package dev.arrway.upstream.qbittorrent;

import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.Param;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what servers of all versions answer to a login. */
final class Login {
  private Login() {}

  /**
   * Returns what later calls send: every cookie that the login has set, since the name of the
   * session's cookie is a setting of the server; nothing where the server lets this address in
   * without one.
   *
   * @throws FailureException {@code upstream_auth_failed} when the login is refused, {@code
   *     upstream_unexpected} when this is no qBittorrent
   */
  static List<Param> read(HttpAnswer answer) {
    String said = answer.body().length() > 200 ? "" : answer.body().toString().strip();
    switch (answer.status()) {
      case 401 -> throw refused("qBittorrent does not accept the user name and the password.");
      case 403 ->
          throw refused(
              "qBittorrent has banned this address after too many failed logins; it lifts that by"
                  + " itself, usually after an hour.");
      case 404, 405 -> throw notQbittorrent();
      default -> {}
    }
    if (said.equals("Fails.")) {
      throw refused("qBittorrent does not accept the user name and the password.");
    }
    if (!said.isEmpty() && !said.equals("Ok.")) {
      throw notQbittorrent();
    }
    String cookies =
        answer.headerValues("set-cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*$", "").strip())
            .filter(Login::isSet)
            .collect(Collectors.joining("; "));
    return cookies.isEmpty() ? List.of() : List.of(new Param("Cookie", cookies));
  }

  /** A cookie without a value is one that the server takes back. */
  private static boolean isSet(String cookie) {
    int equals = cookie.indexOf('=');
    return equals > 0 && equals < cookie.length() - 1;
  }

  static FailureException refused(String detail) {
    return FailureException.of(FailureCode.UPSTREAM_AUTH_FAILED, detail);
  }

  static FailureException notQbittorrent() {
    return Failure.of(
            FailureCode.UPSTREAM_UNEXPECTED, "Something answers there, but not qBittorrent.")
        .asException();
  }
}
