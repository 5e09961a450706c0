package dev.arrway.feature.playlists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Checks whether an account may be used, according to its panel. */
final class XtreamStatus {
  private XtreamStatus() {}

  /**
   * Checks the answer of {@code player_api.php} without an action. Throws {@code
   * upstream_auth_failed} for wrong credentials and for expired or disabled accounts, {@code
   * upstream_unexpected} for an answer that is not a panel's.
   */
  static void check(JsonNode answer, Instant now) {
    JsonNode user = answer.path("user_info");
    Long auth = XtreamJson.number(user, "auth");
    String status = XtreamJson.text(user, "status").toLowerCase(Locale.ROOT);
    if (!user.isObject() || auth == null && status.isEmpty()) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED,
          "The server at this address is not an Xtream panel; check the address.");
    }
    if (auth != null && auth == 0) {
      throw refused("The provider does not accept the username and password.");
    }
    switch (status) {
      case "expired" -> throw expired(user);
      case "banned", "disabled" ->
          throw refused("The provider says: the account is " + status + ".");
      default -> {}
    }
    Long end = XtreamJson.number(user, "exp_date");
    if (end != null && end > 0 && end < now.getEpochSecond()) {
      throw expired(user);
    }
  }

  private static FailureException expired(JsonNode user) {
    Long end = XtreamJson.number(user, "exp_date");
    String when =
        end == null || end <= 0 || end >= Integer.MAX_VALUE
            ? ""
            : " on " + Instant.ofEpochSecond(end).atOffset(ZoneOffset.UTC).toLocalDate();
    return refused("The account has expired" + when + ".");
  }

  private static FailureException refused(String detail) {
    return FailureException.of(FailureCode.UPSTREAM_AUTH_FAILED, detail);
  }
}
