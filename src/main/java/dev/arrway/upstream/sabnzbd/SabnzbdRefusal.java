package dev.arrway.upstream.sabnzbd;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.Locale;

/**
 * Why SABnzbd does not do what it is asked. Who may not ask gets 403 with a line of plain text, or
 * with nothing when it was told not to warn; very old versions answer 200 with the same line.
 * Everything else that goes wrong is {@code {"status":false,"error":…}} with status 200.
 */
final class SabnzbdRefusal {
  /** The status for who may not ask. */
  static final int DENIED = 403;

  private static final String WRONG_KEY =
      "SABnzbd does not accept the API key (it must be the full one, not the NZB key).";

  private SabnzbdRefusal() {}

  /** Whether a text is one of those that mean that the caller may not ask. */
  static boolean denies(String text) {
    String plain = plain(text);
    return plain.startsWith("api key ") || plain.contains("access denied");
  }

  /** What a 403 means, by its text. */
  static FailureException denied(String text) {
    String plain = plain(text);
    String detail;
    if (plain.contains("hostname verification")) {
      detail =
          "SABnzbd does not answer to the host name in the URL: add it to 'host_whitelist' in"
              + " SABnzbd's special settings, or use its IP address.";
    } else if (plain.contains("external internet access")) {
      detail = "SABnzbd does not let callers from this network in (its external access setting).";
    } else if (plain.isEmpty()) {
      detail = "SABnzbd denied access (status 403) and does not say why; is the API key right?";
    } else {
      detail = WRONG_KEY;
    }
    return FailureException.of(FailureCode.UPSTREAM_AUTH_FAILED, detail);
  }

  /** What an error in JSON means. */
  static FailureException refused(String error) {
    return FailureException.of(
        FailureCode.UPSTREAM_REJECTED,
        "SABnzbd refused the request: " + SabnzbdTexts.forPeople(error));
  }

  private static String plain(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("error:") ? lower.substring("error:".length()).strip() : lower;
  }
}
