package dev.arrway.upstream.plex;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.shared.media.KnownIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Plex's words stand for. */
final class PlexMapper {
  /** {@code tmdb://603}, and what old agents wrote. */
  private static final Pattern GUID =
      Pattern.compile("(?:com\\.plexapp\\.agents\\.)?([a-z]+)://([^/?]+).*");

  private static final String SCAN = "library.update.section";

  /** The end of the year 9999, in seconds since 1970. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private PlexMapper() {}

  static List<MediaLibrary> libraries(
      List<PlexWire.Section> sections, Map<String, Double> progress) {
    return sections.stream().map(section -> library(section, progress)).toList();
  }

  /** Returns a library with a valid key; throws {@code upstream_unexpected} for another. */
  static PlexWire.Section identified(PlexWire.Section section) {
    id(section.key(), "key");
    return section;
  }

  private static MediaLibrary library(PlexWire.Section section, Map<String, Double> progress) {
    String key = id(section.key(), "key");
    boolean refreshing = Boolean.TRUE.equals(section.refreshing());
    return new MediaLibrary(
        key,
        Objects.requireNonNullElse(section.title(), key),
        kind(Objects.requireNonNullElse(section.type(), "")),
        each(section.locations()).flatMap(place -> Stream.ofNullable(place.path())).toList(),
        refreshing,
        refreshing ? progress.get(key) : null,
        time(section.scannedAt()));
  }

  private static String kind(String type) {
    return switch (type) {
      case "movie" -> "movies";
      case "show" -> "series";
      case "artist" -> "music";
      case "photo" -> "photos";
      default -> "other";
    };
  }

  /** How far scans are, 0 to 1, by the library's key. */
  static Map<String, Double> progress(PlexWire.Activities answer) {
    PlexWire.ActivityList list = answer.container();
    Map<String, Double> found = new java.util.HashMap<>();
    each(list == null ? null : list.activities())
        .filter(activity -> SCAN.equals(activity.type()))
        .forEach(
            activity -> {
              Double percent = activity.progress();
              Object section =
                  activity.context() == null ? null : activity.context().get("librarySectionID");
              if (section != null && percent != null && percent >= 0) {
                found.put(section.toString(), Math.min(1, percent / 100));
              }
            });
    return found;
  }

  /** What an item is known by. */
  static KnownIds ids(PlexWire.Item item) {
    List<Matcher> guids =
        Stream.concat(
                each(item.guids()).flatMap(id -> Stream.ofNullable(id.id())),
                Stream.ofNullable(item.guid()))
            .map(GUID::matcher)
            .filter(Matcher::matches)
            .toList();
    return new KnownIds(
        id(guids, "tmdb", "themoviedb"), id(guids, "tvdb", "thetvdb"), id(guids, "imdb", "imdb"));
  }

  private static @Nullable String id(List<Matcher> guids, String name, String agent) {
    return guids.stream()
        .filter(guid -> guid.group(1).equals(name) || guid.group(1).equals(agent))
        .map(guid -> guid.group(2))
        .findFirst()
        .orElse(null);
  }

  /** An item whose file went away waits for the trash. */
  static boolean there(PlexWire.Item item) {
    return item.deletedAt() == null && item.ratingKey() != null;
  }

  static MediaItem item(PlexWire.Item item, String libraryId) {
    Optional<String> file =
        each(item.media())
            .flatMap(media -> each(media.parts()))
            .flatMap(part -> Stream.ofNullable(part.file()))
            .findFirst();
    Optional<String> folder =
        each(item.locations()).flatMap(place -> Stream.ofNullable(place.path())).findFirst();
    return new MediaItem(
        id(item.ratingKey(), "ratingKey"),
        libraryId,
        Objects.requireNonNullElse(item.title(), ""),
        item.year(),
        file.or(() -> folder).orElse(null),
        time(item.addedAt()));
  }

  private static @Nullable Instant time(@Nullable Long seconds) {
    return seconds == null || seconds <= 0 || seconds > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(seconds);
  }

  static <T> Stream<T> each(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }

  /** A key that can be a part of a path as it is. */
  @CanIgnoreReturnValue
  static String id(@Nullable String value, String name) {
    if (!required(value, name).matches("[A-Za-z0-9._-]{1,64}")) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream's " + name + " is no key.");
    }
    return required(value, name);
  }

  static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream's answer lacks " + name + ".");
    }
    return value;
  }
}
