package dev.arrway.feature.downloads.web;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields beside an uploaded file, which are all text; notes what is wrong with them. */
final class DownloadFields {
  private static final Set<String> KNOWN =
      Set.of(
          "client_id", "name", "category", "priority", "paused", "sequential", "first_last_piece");
  private static final int MOST_NAME = 200;
  private static final int MOST_CATEGORY = 100;

  private final Map<String, String> given;
  private final List<FieldError> errors = new ArrayList<>();

  private DownloadFields(Map<String, String> given) {
    this.given = given;
  }

  /** What they say; throws {@code invalid} naming every field at fault. */
  static DownloadBody read(Map<String, String> given, DownloadKind kind) {
    return new DownloadFields(given).read(kind);
  }

  private DownloadBody read(DownloadKind kind) {
    new TreeSet<>(given.keySet())
        .stream().filter(name -> !KNOWN.contains(name)).forEach(name -> wrong(name, "is unknown"));
    DownloadBody body =
        new DownloadBody(
            id(),
            text("name", MOST_NAME),
            text("category", MOST_CATEGORY),
            priority(),
            flag("paused"),
            flag("sequential"),
            flag("first_last_piece"));
    if (kind == DownloadKind.NZB) {
      torrentsOnly("sequential", body.sequential());
      torrentsOnly("first_last_piece", body.firstLastPiece());
    }
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
    return body;
  }

  private void torrentsOnly(String name, @Nullable Boolean value) {
    if (Boolean.TRUE.equals(value)) {
      wrong(name, "is for torrents only");
    }
  }

  private @Nullable Long id() {
    String text = given.get("client_id");
    if (text == null || text.matches("[1-9]\\d{0,17}")) {
      return text == null ? null : Long.valueOf(text);
    }
    wrong("client_id", "must be the id of an instance");
    return null;
  }

  private @Nullable String text(String name, int most) {
    String text = given.get(name);
    if (text != null && (text.isBlank() || text.length() > most)) {
      wrong(name, "must have 1 to " + most + " characters");
    }
    return text;
  }

  private @Nullable String priority() {
    String text = given.get("priority");
    boolean known =
        text == null
            || Arrays.stream(DownloadPriority.values())
                .anyMatch(one -> one.wireName().equals(text.toLowerCase(Locale.ROOT)));
    if (!known) {
      wrong("priority", "must be low, normal, high or force");
      return null;
    }
    return text;
  }

  private @Nullable Boolean flag(String name) {
    String text = given.get(name);
    if (text == null || text.equals("true") || text.equals("false")) {
      return text == null ? null : Boolean.valueOf(text);
    }
    wrong(name, "must be true or false");
    return null;
  }

  private void wrong(String name, String message) {
    errors.add(new FieldError(name, message));
  }
}
