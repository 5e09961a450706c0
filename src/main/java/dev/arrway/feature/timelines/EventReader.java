package dev.arrway.feature.timelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.timeline.StepKind;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events as steps. What it does not understand is no step. */
final class EventReader {
  /** Everything that may be a step. */
  static final EventFilter FILTER =
      new EventFilter(
          List.of("outbox.*", "movie.*", "series.*", "release.*", "import.*", "download.*"), null);

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventReader() {}

  static List<Told> read(StoredEvent event) {
    JsonNode data;
    try {
      data = JSON.readTree(event.data());
    } catch (JsonProcessingException e) {
      return List.of();
    }
    int dot = event.type().indexOf('.');
    String noun = event.type().substring(0, dot);
    String verb = event.type().substring(dot + 1);
    Reading reading = new Reading(event, data);
    return switch (noun) {
      case "outbox" -> OutboxReader.read(reading, verb);
      case "movie", "series" -> title(reading, noun, verb);
      case "release", "import" -> news(reading, noun, verb);
      case "download" -> data.has("client_id") ? client(reading, verb) : news(reading, noun, verb);
      default -> List.of();
    };
  }

  private static List<Told> title(Reading r, String noun, String verb) {
    if (!r.has("library_id")) {
      return List.of();
    }
    TitleKey title = r.title(noun);
    return switch (verb) {
      case "added" ->
          List.of(r.told(StepKind.ADDED, "added:" + r.instance() + ":" + title.libraryId(), title));
      case "deleted" -> List.of(r.told(StepKind.DELETED, r.once("deleted"), title));
      case "file_deleted" ->
          "upgrade".equals(r.text("reason"))
              ? List.of()
              : List.of(r.told(StepKind.FILE_DELETED, r.once("file_deleted"), title));
      default -> List.of();
    };
  }

  /** What an arr tells; imports of lists have events of the same names, and no title. */
  private static List<Told> news(Reading r, String noun, String verb) {
    if (!r.has("library_id")) {
      return List.of();
    }
    TitleKey title = r.title(null);
    String name = r.download();
    String what = name != null ? name : "release " + r.text("release");
    return switch (noun + "." + verb) {
      case "release.grabbed" -> List.of(r.told(StepKind.GRABBED, "grabbed:" + what, title));
      case "import.imported" -> List.of(imported(r, title, what));
      case "import.completed" ->
          List.of(r.told(StepKind.IMPORT_COMPLETED, "import_completed:" + what, title));
      case "import.interaction_required" ->
          List.of(r.told(StepKind.IMPORT_BLOCKED, "import_blocked:" + what, title));
      case "download.failed" ->
          List.of(r.told(StepKind.DOWNLOAD_FAILED, "download_failed:" + what, title));
      case "download.ignored" ->
          List.of(r.told(StepKind.DOWNLOAD_IGNORED, "download_ignored:" + what, title));
      default -> List.of();
    };
  }

  /** Files have ids that are given once; only one of those who tell knows of an upgrade. */
  private static Told imported(Reading r, TitleKey title, String what) {
    StepKind kind = r.flag("is_upgrade") ? StepKind.UPGRADED : StepKind.IMPORTED;
    @Nullable String file = r.fileId();
    String key = file != null ? "file " + file : what + " " + new ArrayList<>(r.episodes());
    return r.told(kind, "imported:" + key, title);
  }

  private static List<Told> client(Reading r, String verb) {
    String id = r.download();
    if (id == null) {
      return List.of();
    }
    StepKind kind =
        switch (verb) {
          case "added", "started" -> StepKind.DOWNLOADING;
          case "paused" -> StepKind.DOWNLOAD_PAUSED;
          case "resumed" -> StepKind.DOWNLOAD_RESUMED;
          case "stalled" -> StepKind.DOWNLOAD_STALLED;
          case "recovered" -> StepKind.DOWNLOAD_RECOVERED;
          case "completed" -> StepKind.DOWNLOADED;
          case "failed" -> StepKind.DOWNLOAD_FAILED;
          case "removed" -> StepKind.DOWNLOAD_REMOVED;
          default -> null;
        };
    if (kind == null) {
      return List.of();
    }
    boolean again =
        switch (kind) {
          case DOWNLOAD_PAUSED, DOWNLOAD_RESUMED, DOWNLOAD_STALLED, DOWNLOAD_RECOVERED -> true;
          default -> false;
        };
    String key = again ? r.once(kind.wireName()) : kind.wireName() + ":" + id;
    return List.of(r.told(kind, key, TitleKey.UNKNOWN));
  }
}
