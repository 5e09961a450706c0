package dev.arrway.sandbox.jellyfin;

import dev.arrway.sandbox.media.MediaEntry;
import dev.arrway.sandbox.media.MediaFolder;
import dev.arrway.sandbox.media.MediaShelf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Jellyfin writes, in PascalCase, null left out. */
final class JellyfinJson {
  private static final String SERVER = "7b5bd1e2f0a04c0c9c1a5b3d7e9f1a2b";
  private static final int LIBRARIES = 0xA000;

  private final MediaShelf shelf;
  private @Nullable Instant allBegun;

  JellyfinJson(MediaShelf shelf) {
    this.shelf = shelf;
  }

  /** 32 hexadecimal digits. */
  static String id(int number) {
    return "%032x".formatted(number);
  }

  static String id(MediaFolder library) {
    return id(LIBRARIES + library.number());
  }

  static JsonObject publicInfo(String version, String name) {
    return new JsonObject()
        .put("ServerName", name)
        .put("Version", version)
        .put("ProductName", "Jellyfin Server")
        .put("Id", SERVER)
        .put("StartupWizardCompleted", true);
  }

  static JsonObject info(String version, String name) {
    return publicInfo(version, name)
        .put("HasPendingRestart", false)
        .put("IsShuttingDown", false)
        .put("SupportsLibraryMonitor", true)
        .put("WebSocketPortNumber", 8096);
  }

  JsonArray folders() {
    var rows = new JsonArray();
    shelf.libraries().forEach(library -> rows.add(folder(library)));
    return rows;
  }

  private JsonObject folder(MediaFolder library) {
    var locations = new JsonArray();
    library.locations().forEach(locations::add);
    var progress = shelf.progress(library);
    var json =
        new JsonObject()
            .put("Name", library.name())
            .put("Locations", locations)
            .put("CollectionType", type(library.kind()))
            .put("ItemId", id(library))
            .put("RefreshStatus", progress == null ? "Idle" : "Active");
    return progress == null ? json : json.put("RefreshProgress", progress * 100);
  }

  private static String type(MediaFolder.Kind kind) {
    return switch (kind) {
      case MOVIES -> "movies";
      case SERIES -> "tvshows";
      case MUSIC -> "music";
    };
  }

  /** The task that scans everything was begun. */
  void allBegun() {
    allBegun = Instant.now();
  }

  JsonArray tasks() {
    var running =
        allBegun == null
            ? null
            : shelf.libraries().stream()
                .map(shelf::progress)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    if (running == null) {
      allBegun = null;
    }
    var last =
        shelf.libraries().stream().map(shelf::scannedAt).max(Instant::compareTo).orElseThrow();
    var scan =
        new JsonObject()
            .put("Name", "Scan Media Library")
            .put("State", running == null ? "Idle" : "Running")
            .put("Id", "7738148ffcd07979c7ceb148e06b3aed")
            .put("LastExecutionResult", ended(last))
            .put("Description", "Scans your media library for new files and refreshes metadata.")
            .put("Category", "Library")
            .put("IsHidden", false)
            .put("Key", "RefreshLibrary");
    return new JsonArray()
        .add(running == null ? scan : scan.put("CurrentProgressPercentage", running * 100))
        .add(
            new JsonObject()
                .put("Name", "Clean Log Directory")
                .put("State", "Idle")
                .put("Id", "a3fbf4a1ed4ca1c8a4d6c8c5e02ec0c8")
                .put("IsHidden", false)
                .put("Key", "CleanLogFiles"));
  }

  private static JsonObject ended(Instant at) {
    return new JsonObject()
        .put("StartTimeUtc", time(at.minus(Duration.ofSeconds(5))))
        .put("EndTimeUtc", time(at))
        .put("Status", "Completed")
        .put("Name", "Scan Media Library")
        .put("Key", "RefreshLibrary")
        .put("Id", "7738148ffcd07979c7ceb148e06b3aed");
  }

  /** Seven digits behind the point, as .NET writes. */
  private static String time(Instant at) {
    return "%s.%07dZ".formatted(at.toString().substring(0, 19), at.getNano() / 100);
  }

  static JsonObject page(List<MediaEntry> entries, int start, int limit, List<String> fields) {
    var rows = new JsonArray();
    entries.stream().skip(start).limit(limit).forEach(entry -> rows.add(item(entry, fields)));
    return new JsonObject()
        .put("Items", rows)
        .put("TotalRecordCount", entries.size())
        .put("StartIndex", start);
  }

  private static JsonObject item(MediaEntry entry, List<String> fields) {
    var show = entry.kind() == MediaEntry.Kind.SHOW;
    var json =
        new JsonObject()
            .put("Name", entry.title())
            .put("ServerId", SERVER)
            .put("Id", id(entry.id()))
            .put("IsFolder", show)
            .put("Type", kind(entry))
            .put("LocationType", "FileSystem")
            .put("MediaType", show ? "Unknown" : "Video");
    if (entry.year() > 0) {
      json.put("ProductionYear", entry.year());
    }
    if (entry.kind() == MediaEntry.Kind.EPISODE) {
      json.put("IndexNumber", entry.episode())
          .put("ParentIndexNumber", entry.season())
          .put("SeriesId", id(entry.show()));
    }
    if (fields.contains("Path")) {
      json.put("Path", entry.path());
    }
    if (fields.contains("DateCreated")) {
      json.put("DateCreated", time(entry.added()));
    }
    return fields.contains("ProviderIds") ? json.put("ProviderIds", ids(entry)) : json;
  }

  private static String kind(MediaEntry entry) {
    return switch (entry.kind()) {
      case MOVIE -> "Movie";
      case SHOW -> "Series";
      case EPISODE -> "Episode";
    };
  }

  private static JsonObject ids(MediaEntry entry) {
    var json = new JsonObject();
    if (entry.tmdbId() > 0) {
      json.put("Tmdb", String.valueOf(entry.tmdbId()));
    }
    if (entry.tvdbId() > 0) {
      json.put("Tvdb", String.valueOf(entry.tvdbId()));
    }
    return entry.imdbId().isEmpty() ? json : json.put("Imdb", entry.imdbId());
  }
}
