package dev.arrway.upstream.jellyfin;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.shared.media.KnownIds;
import dev.arrway.upstream.shared.media.Locations;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Jellyfin's words stand for. */
final class JellyfinMapper {
  /** The task that scans all libraries. */
  private static final String SCAN = "RefreshLibrary";

  private JellyfinMapper() {}

  /** Its libraries; a scan of all of them is a task, a scan of one is told with it. */
  static List<MediaLibrary> libraries(
      List<JellyfinWire.Folder> folders, List<JellyfinWire.Task> tasks) {
    Optional<JellyfinWire.Task> scan =
        tasks.stream().filter(task -> SCAN.equals(task.key())).findFirst();
    // Without an id it is being made or taken away.
    return folders.stream()
        .filter(folder -> folder.itemId() != null)
        .map(folder -> library(folder, scan))
        .toList();
  }

  /** Returns a library whose id is absent or valid; throws for an invalid id. */
  static JellyfinWire.Folder identified(JellyfinWire.Folder folder) {
    if (folder.itemId() != null) {
      id(folder.itemId(), "ItemId");
    }
    return folder;
  }

  private static MediaLibrary library(
      JellyfinWire.Folder folder, Optional<JellyfinWire.Task> scan) {
    Optional<JellyfinWire.Task> running = scan.filter(task -> !"Idle".equals(task.state()));
    String status = Objects.requireNonNullElse(folder.refreshStatus(), "Idle");
    boolean own = !status.equals("Idle");
    Double percent =
        own
            ? folder.refreshProgress()
            : running.map(JellyfinWire.Task::currentProgressPercentage).orElse(null);
    return new MediaLibrary(
        id(folder.itemId(), "ItemId"),
        Objects.requireNonNullElse(folder.name(), ""),
        kind(folder.collectionType()),
        each(folder.locations()).toList(),
        own || running.isPresent(),
        percent == null ? null : Math.max(0, Math.min(1, percent / 100)),
        scan.map(JellyfinWire.Task::lastExecutionResult)
            .filter(ended -> "Completed".equals(ended.status()))
            .map(ended -> time(ended.endTime()))
            .orElse(null));
  }

  private static String kind(@Nullable String type) {
    return switch (Objects.requireNonNullElse(type, "mixed").toLowerCase(Locale.ROOT)) {
      case "movies" -> "movies";
      case "tvshows" -> "series";
      case "music", "musicvideos" -> "music";
      case "homevideos", "photos" -> "photos";
      case "mixed" -> "mixed";
      default -> "other";
    };
  }

  static KnownIds ids(JellyfinWire.Item item) {
    Map<String, @Nullable String> ids = Objects.requireNonNullElse(item.providerIds(), Map.of());
    return new KnownIds(id(ids, "Tmdb"), id(ids, "Tvdb"), id(ids, "Imdb"));
  }

  private static @Nullable String id(Map<String, @Nullable String> ids, String provider) {
    return ids.entrySet().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(provider))
        .map(Map.Entry::getValue)
        .filter(id -> id != null && !id.isBlank())
        .findFirst()
        .orElse(null);
  }

  /** Episodes that have not come yet are listed with the others. */
  static boolean there(JellyfinWire.Item item) {
    return item.id() != null && !"Virtual".equals(item.locationType());
  }

  static boolean isEpisode(JellyfinWire.Item item, int season, @Nullable Integer episode) {
    Integer first = item.indexNumber();
    if (!Objects.equals(item.parentIndexNumber(), season)) {
      return false;
    }
    return episode == null
        || (first != null
            && first <= episode
            && episode <= Objects.requireNonNullElse(item.indexNumberEnd(), first));
  }

  static MediaItem item(JellyfinWire.Item item, List<MediaLibrary> libraries) {
    String path = item.path();
    return new MediaItem(
        id(item.id(), "Id"),
        Optional.ofNullable(path)
            .flatMap(MediaPath::parse)
            .flatMap(place -> Locations.of(place, libraries))
            .map(MediaLibrary::id)
            .orElse(null),
        Objects.requireNonNullElse(item.name(), ""),
        item.productionYear(),
        path,
        time(item.dateCreated()));
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static <T> Stream<T> each(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }

  /** An id that can be a part of a path as it is. */
  @CanIgnoreReturnValue
  static String id(@Nullable String value, String name) {
    if (!required(value, name).matches("[A-Za-z0-9-]{1,64}")) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream's " + name + " is no id.");
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
