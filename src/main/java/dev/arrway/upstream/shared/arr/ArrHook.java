package dev.arrway.upstream.shared.arr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.NewsKind;
import dev.arrway.kind.arr.ArrNewsReader;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What both arrs send by 'Connect'. Builds differ in what they leave out and in what they make of a
 * field ({@code deletedFiles} is an array in one message and a boolean in another), hence nothing
 * but the type, and the id where a message is about a title, has to be there. A download that the
 * server cannot map to a title is about none.
 */
public final class ArrHook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 1_000;

  /** The names that both use; {@code eventType} is in PascalCase. */
  private static final Map<String, NewsKind> COMMON =
      Map.of(
          "Test", NewsKind.TEST,
          "Grab", NewsKind.GRABBED,
          "Download", NewsKind.IMPORTED,
          "Rename", NewsKind.RENAMED,
          "Health", NewsKind.HEALTH_ISSUE,
          "HealthRestored", NewsKind.HEALTH_RESTORED,
          "ApplicationUpdate", NewsKind.UPGRADED,
          "ManualInteractionRequired", NewsKind.INTERACTION_REQUIRED);

  private final boolean movies;
  private final Map<String, NewsKind> kinds;

  private ArrHook(LibraryKind holds, Map<String, NewsKind> own) {
    this.movies = holds == LibraryKind.MOVIE;
    Map<String, NewsKind> all = new HashMap<>(COMMON);
    all.putAll(own);
    this.kinds = Map.copyOf(all);
  }

  /**
   * Returns a reader.
   *
   * @param holds what the messages are about
   * @param own the types that the vendor names in its own way
   */
  public static ArrNewsReader reader(LibraryKind holds, Map<String, NewsKind> own) {
    return new ArrHook(holds, own)::read;
  }

  private ArrNews read(String message) {
    JsonNode json = tree(message);
    String type = text(json.path("eventType"));
    NewsKind kind = type == null ? NewsKind.UNKNOWN : kinds.getOrDefault(type, NewsKind.UNKNOWN);
    String shown = type == null ? "" : type;
    return switch (kind) {
      case TEST, UNKNOWN -> ArrNews.bare(kind, shown);
      case HEALTH_ISSUE, HEALTH_RESTORED ->
          noted(kind, shown, new ArrNews.Note(at(json, "type"), at(json, "level"), message(json)));
      case UPGRADED ->
          noted(
              kind,
              shown,
              new ArrNews.Note(at(json, "previousVersion"), null, at(json, "newVersion")));
      default -> about(kind, shown, json);
    };
  }

  private static JsonNode tree(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw FailureException.of(FailureCode.UPSTREAM_BAD_JSON, "The message is not valid JSON.");
    }
    throw FailureException.of(FailureCode.UPSTREAM_UNEXPECTED, "The message is no object.");
  }

  private static ArrNews noted(NewsKind kind, String type, ArrNews.Note note) {
    return new ArrNews(kind, type, null, List.of(), List.of(), false, null, null, null, note);
  }

  private ArrNews about(NewsKind kind, String type, JsonNode json) {
    List<ArrNews.MediaFile> files = files(json);
    // A download whose import is complete is called as each of its files is.
    boolean whole = kind == NewsKind.IMPORTED && json.path("episodeFiles").isArray();
    return new ArrNews(
        whole ? NewsKind.IMPORT_COMPLETED : kind,
        type,
        subject(kind, json.path(movies ? "movie" : "series")),
        each(json.path("episodes"), ArrHook::part),
        files,
        json.path("isUpgrade").asBoolean(false),
        ArrValues.snake(at(json, "deleteReason")),
        at(json, "downloadId"),
        release(json, files),
        note(json));
  }

  private ArrNews.@Nullable Subject subject(NewsKind kind, JsonNode json) {
    Long id = ArrValues.positive(json.path("id").asLong());
    if (id == null && kind == NewsKind.INTERACTION_REQUIRED) {
      return null;
    }
    return new ArrNews.Subject(
        movies,
        ArrValues.required(id, movies ? "movie.id" : "series.id"),
        at(json, "title"),
        number(json.path("year")),
        number(json.path("tmdbId")),
        number(json.path("tvdbId")),
        at(json, "imdbId"));
  }

  private static ArrNews.@Nullable Part part(JsonNode json) {
    Long id = ArrValues.positive(json.path("id").asLong());
    return id == null
        ? null
        : new ArrNews.Part(id, whole(json.path("seasonNumber")), whole(json.path("episodeNumber")));
  }

  /** The one of an import or a deletion, or all of a rename or of a whole download. */
  private List<ArrNews.MediaFile> files(JsonNode json) {
    JsonNode one = json.path(movies ? "movieFile" : "episodeFile");
    if (one.isObject()) {
      return List.of(file(one));
    }
    JsonNode renamed = json.path(movies ? "renamedMovieFiles" : "renamedEpisodeFiles");
    return each(renamed.isArray() ? renamed : json.path("episodeFiles"), ArrHook::file);
  }

  private static ArrNews.MediaFile file(JsonNode json) {
    String path = at(json, "path");
    return new ArrNews.MediaFile(
        ArrValues.positive(json.path("id").asLong()),
        path == null ? at(json, "relativePath") : path,
        quality(json.path("quality")),
        size(json.path("size")));
  }

  private static ArrNews.@Nullable Release release(JsonNode json, List<ArrNews.MediaFile> files) {
    JsonNode release = json.path("release");
    String quality = quality(release.path("quality"));
    ArrNews.Release all =
        new ArrNews.Release(
            ArrValues.first(at(release, "releaseTitle"), at(json.path("downloadInfo"), "title")),
            at(release, "indexer"),
            quality != null || files.isEmpty() ? quality : files.get(0).quality(),
            size(release.path("size")),
            at(json, "downloadClient"));
    return all.equals(new ArrNews.Release(null, null, null, null, null)) ? null : all;
  }

  private static ArrNews.@Nullable Note note(JsonNode json) {
    List<String> said = new ArrayList<>();
    for (JsonNode one : json.path("downloadStatusMessages")) {
      one.path("messages").forEach(message -> said.add(message.asText()));
    }
    String status = at(json, "downloadStatus");
    return status == null && said.isEmpty()
        ? null
        : new ArrNews.Note(null, ArrValues.snake(status), clean(String.join("; ", said)));
  }

  private static @Nullable String message(JsonNode json) {
    String message = at(json, "message");
    return message == null ? null : ArrMapper.withoutLinks(message);
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, @Nullable T> read) {
    List<T> all = new ArrayList<>();
    for (JsonNode one : array) {
      T value = read.apply(one);
      if (value != null) {
        all.add(value);
      }
    }
    return all;
  }

  /** A name, or the model of newer builds. */
  private static @Nullable String quality(JsonNode json) {
    return json.isObject() ? at(json.path("quality"), "name") : text(json);
  }

  private static @Nullable String at(JsonNode json, String field) {
    return text(json.path(field));
  }

  private static @Nullable String text(JsonNode json) {
    return json.isValueNode() && !json.isNull() ? clean(json.asText()) : null;
  }

  /** Without what a database or a stream would stumble over; null when nothing is left. */
  private static @Nullable String clean(String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return ArrValues.text(plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST));
  }

  private static @Nullable Integer number(JsonNode json) {
    return ArrValues.positive(Integer.valueOf(json.asInt()));
  }

  /** Season and episode may be 0. */
  private static @Nullable Integer whole(JsonNode json) {
    return json.canConvertToInt() && json.isNumber() ? json.asInt() : null;
  }

  private static @Nullable Long size(JsonNode json) {
    return ArrValues.positive(Long.valueOf(json.asLong()));
  }
}
