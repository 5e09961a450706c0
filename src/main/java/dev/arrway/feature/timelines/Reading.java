package dev.arrway.feature.timelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.timeline.Step;
import dev.arrway.domain.timeline.StepKind;
import dev.arrway.platform.event.StoredEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One event, and what can be asked of its data without stumbling. */
final class Reading {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a step keeps of an event; everything else is kept elsewhere or joins alone. */
  private static final List<String> KEPT =
      List.of(
          "release",
          "indexer",
          "quality",
          "size",
          "download_client",
          "message",
          "level",
          "reason",
          "troubles",
          "error",
          "code",
          "name",
          "status",
          "outbox_id",
          "search",
          "season",
          "client_id",
          "path");

  private final StoredEvent event;
  private final JsonNode data;

  Reading(StoredEvent event, JsonNode data) {
    this.event = event;
    this.data = data;
  }

  boolean has(String name) {
    return data.hasNonNull(name);
  }

  @Nullable String text(String name) {
    return has(name) ? data.path(name).asText() : null;
  }

  boolean flag(String name) {
    return data.path(name).asBoolean(false);
  }

  @Nullable Long number(String name) {
    JsonNode value = data.path(name);
    return value.isIntegralNumber() ? value.asLong() : null;
  }

  private @Nullable Integer small(String name) {
    JsonNode value = data.path(name);
    return value.canConvertToInt() && value.isNumber() ? value.asInt() : null;
  }

  Set<Long> ids(String name) {
    Set<Long> all = new TreeSet<>();
    data.path(name).forEach(id -> all.add(id.asLong()));
    return all;
  }

  @Nullable Long instance() {
    return event.instanceId();
  }

  /** A key that no other event has. */
  String once(String name) {
    return name + ":event " + event.id();
  }

  /** The id of the download that it is about. */
  @Nullable String download() {
    String id = has("client_id") ? text("id") : text("download_id");
    return id == null || id.isBlank() ? null : id.toLowerCase(Locale.ROOT);
  }

  @Nullable String fileId() {
    JsonNode id = data.path("files").path(0).path("file_id");
    return id.isIntegralNumber() ? id.asText() : null;
  }

  Set<Long> episodes() {
    Set<Long> all = ids("episode_ids");
    data.path("episodes")
        .forEach(
            one -> {
              if (one.path("episode_id").isIntegralNumber()) {
                all.add(one.path("episode_id").asLong());
              }
            });
    return all;
  }

  /** The title in its data; {@code kind} null for whatever its data look like. */
  TitleKey title(@Nullable String kind) {
    @Nullable String said = kind;
    if (said == null && (has("tvdb_id") || data.path("episodes").size() > 0)) {
      said = "series";
    }
    return new TitleKey(
        said,
        event.instanceId(),
        number("library_id"),
        text("title"),
        small("year"),
        small("tmdb_id"),
        small("tvdb_id"),
        text("imdb_id"));
  }

  TitleKey library(String kind, @Nullable Long id) {
    return new TitleKey(kind, event.instanceId(), id, null, null, null, null, null);
  }

  Told told(StepKind kind, String key, TitleKey title) {
    Map<String, Object> kept = new HashMap<>();
    for (String name : KEPT) {
      JsonNode value = data.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        kept.put(name, JSON.convertValue(value, Object.class));
      }
    }
    List<String> paths = paths();
    if (!paths.isEmpty()) {
      kept.put("path", paths.get(0));
    }
    if (has("client_id")) {
      // As the client spells it, for asking it.
      kept.put("download", data.path("id").asText());
    }
    List<Map<String, Object>> numbered = numbered();
    if (!numbered.isEmpty()) {
      kept.put("episodes", numbered);
    }
    return new Told(
        event.id(),
        new Step(key, kind, at(), event.instanceId(), download(), kept),
        title,
        text("correlation_id"),
        episodes(),
        paths);
  }

  private List<Map<String, Object>> numbered() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (JsonNode one : data.path("episodes")) {
      if (one.path("season").isInt() && one.path("episode").isInt()) {
        all.add(
            new java.util.TreeMap<>(
                Map.of(
                    "season", one.path("season").asInt(), "episode", one.path("episode").asInt())));
      }
    }
    return all;
  }

  private List<String> paths() {
    List<String> all = new ArrayList<>();
    data.path("files")
        .forEach(
            file -> {
              if (file.hasNonNull("path")) {
                all.add(file.path("path").asText());
              }
            });
    if (has("path")) {
      all.add(data.path("path").asText());
    }
    return all;
  }

  /** When the one who told it says that it happened, never later than when it was heard. */
  private Instant at() {
    String said = text("happened_at");
    try {
      Instant at = said == null ? event.occurredAt() : Instant.parse(said);
      return at.isAfter(event.occurredAt()) ? event.occurredAt() : at;
    } catch (DateTimeException e) {
      return event.occurredAt();
    }
  }
}
