package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.NewsKind;
import dev.arrway.feature.libraries.LibraryEdits.Known;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the events of news. Unknown values are left out of their data. */
final class NewsEvents {
  private NewsEvents() {}

  /**
   * The data of an event that is not part of the news itself.
   *
   * @param via {@code webhook} or {@code history}
   * @param known what the library has of the title
   * @param correlationId of the change of ours that led to it
   */
  record Context(
      Instance instance,
      Instant happenedAt,
      String via,
      Optional<Known> known,
      @Nullable String correlationId) {}

  static EventDraft draft(ArrNews news, Context context) {
    Map<String, Object> data = new LinkedHashMap<>();
    ArrNews.Subject subject = news.subject();
    if (subject != null) {
      subject(data, subject, context.known());
    }
    episodes(data, news.episodes());
    files(data, news);
    put(data, "reason", news.reason());
    release(data, news);
    note(data, news);
    correlate(data, news, context.correlationId());
    put(data, "happened_at", context.happenedAt());
    put(data, "via", context.via());
    Instance instance = context.instance();
    return new EventDraft(instance.ownerId(), instance.id(), type(news), data);
  }

  static String type(ArrNews news) {
    ArrNews.Subject subject = news.subject();
    String noun = subject == null || subject.movie() ? "movie" : "series";
    return switch (news.kind()) {
      case GRABBED -> "release.grabbed";
      case IMPORTED -> "import.imported";
      case IMPORT_COMPLETED -> "import.completed";
      case INTERACTION_REQUIRED -> "import.interaction_required";
      case DOWNLOAD_FAILED -> "download.failed";
      case DOWNLOAD_IGNORED -> "download.ignored";
      case RENAMED -> noun + ".renamed";
      case TITLE_ADDED -> noun + ".added";
      case TITLE_DELETED -> noun + ".deleted";
      case FILE_DELETED -> noun + ".file_deleted";
      case HEALTH_ISSUE -> "health.reported";
      case HEALTH_RESTORED -> "health.restored";
      case UPGRADED -> "instance.upgraded";
      case TEST, UNKNOWN -> throw new IllegalArgumentException(news.kind() + " is no event");
    };
  }

  private static void subject(
      Map<String, Object> data, ArrNews.Subject subject, Optional<Known> known) {
    put(data, "library_id", subject.id());
    put(data, "title", either(subject.title(), known.map(Known::title)));
    put(data, "year", either(subject.year(), known.map(Known::year)));
    put(data, "tmdb_id", either(subject.tmdbId(), known.map(Known::tmdbId)));
    put(data, "tvdb_id", either(subject.tvdbId(), known.map(Known::tvdbId)));
    put(data, "imdb_id", either(subject.imdbId(), known.map(Known::imdbId)));
  }

  private static <T> @Nullable T either(@Nullable T said, Optional<T> known) {
    return said != null ? said : known.orElse(null);
  }

  private static void episodes(Map<String, Object> data, List<ArrNews.Part> parts) {
    if (!parts.isEmpty()) {
      put(data, "episodes", parts.stream().map(NewsEvents::episode).toList());
    }
  }

  private static Map<String, Object> episode(ArrNews.Part part) {
    Map<String, Object> data = new LinkedHashMap<>();
    put(data, "episode_id", part.id());
    put(data, "season", part.season());
    put(data, "episode", part.episode());
    return data;
  }

  private static void files(Map<String, Object> data, ArrNews news) {
    if (!news.files().isEmpty()) {
      put(data, "files", news.files().stream().map(NewsEvents::file).toList());
    }
    if (news.kind() == NewsKind.IMPORTED && news.upgrade()) {
      put(data, "is_upgrade", true);
    }
  }

  private static Map<String, Object> file(ArrNews.MediaFile file) {
    Map<String, Object> data = new LinkedHashMap<>();
    put(data, "file_id", file.id());
    put(data, "path", file.path());
    put(data, "quality", file.quality());
    put(data, "size", file.size());
    return data;
  }

  private static void release(Map<String, Object> data, ArrNews news) {
    ArrNews.Release release = news.release();
    if (release != null) {
      put(data, "release", release.title());
      put(data, "indexer", release.indexer());
      put(data, "quality", release.quality());
      put(data, "size", release.size());
      put(data, "download_client", release.client());
    }
  }

  private static void note(Map<String, Object> data, ArrNews news) {
    ArrNews.Note note = news.note();
    if (note != null) {
      boolean upgraded = news.kind() == NewsKind.UPGRADED;
      put(data, upgraded ? "previous_version" : "source", note.source());
      put(data, "level", note.level());
      put(data, upgraded ? "version" : "message", note.message());
    }
  }

  /**
   * Adds the ids by which all events of one download are correlated. The download's own id is
   * converted to upper case, since upstreams send it in either case.
   */
  private static void correlate(
      Map<String, Object> data, ArrNews news, @Nullable String correlationId) {
    String download = news.downloadId();
    if (download != null) {
      put(data, "download_id", download.toUpperCase(Locale.ROOT));
    }
    put(
        data,
        "correlation_id",
        correlationId == null && download != null
            ? "download-" + download.toLowerCase(Locale.ROOT)
            : correlationId);
  }

  private static void put(Map<String, Object> data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, Objects.requireNonNull(value));
    }
  }
}
