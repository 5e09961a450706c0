package dev.arrway.sandbox.plex;

import dev.arrway.sandbox.media.MediaEntry;
import dev.arrway.sandbox.media.MediaFolder;
import dev.arrway.sandbox.media.MediaShelf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Libraries and items as Plex writes them. */
final class PlexJson {
  private final MediaShelf shelf;

  PlexJson(MediaShelf shelf) {
    this.shelf = shelf;
  }

  static JsonObject container(JsonObject inner) {
    return new JsonObject().put("MediaContainer", inner);
  }

  JsonObject sections() {
    var rows = new JsonArray();
    shelf.libraries().forEach(library -> rows.add(section(library)));
    return container(
        new JsonObject()
            .put("size", rows.size())
            .put("allowSync", false)
            .put("title1", "Plex Library")
            .put("Directory", rows));
  }

  private JsonObject section(MediaFolder library) {
    var locations = new JsonArray();
    for (var path : library.locations()) {
      var id = library.number() * 10 + locations.size();
      locations.add(new JsonObject().put("id", id).put("path", path));
    }
    var type = type(library.kind());
    var name = library.name().getBytes(StandardCharsets.UTF_8);
    var scanned = shelf.scannedAt(library).getEpochSecond();
    return new JsonObject()
        .put("allowSync", true)
        .put("art", "/:/resources/" + type + "-fanart.jpg")
        .put("filters", true)
        .put("refreshing", shelf.progress(library) != null)
        .put("thumb", "/:/resources/" + type + ".png")
        .put("key", String.valueOf(library.number()))
        .put("type", type)
        .put("title", library.name())
        .put("agent", "tv.plex.agents." + type)
        .put("scanner", "Plex " + library.name())
        .put("language", "en-US")
        .put("uuid", UUID.nameUUIDFromBytes(name).toString())
        .put("updatedAt", scanned)
        .put("createdAt", 1_700_000_000L)
        .put("scannedAt", scanned)
        .put("content", true)
        .put("directory", true)
        .put("hidden", 0)
        .put("Location", locations);
  }

  private static String type(MediaFolder.Kind kind) {
    return switch (kind) {
      case MOVIES -> "movie";
      case SERIES -> "show";
      case MUSIC -> "artist";
    };
  }

  JsonObject activities() {
    var rows = new JsonArray();
    for (var library : shelf.libraries()) {
      var progress = shelf.progress(library);
      if (progress != null) {
        rows.add(
            new JsonObject()
                .put("uuid", new UUID(7, library.number()).toString())
                .put("type", "library.update.section")
                .put("cancellable", false)
                .put("userID", 1)
                .put("title", "Scanning the library")
                .put("subtitle", library.name())
                .put("progress", (int) (progress * 100))
                .put(
                    "Context",
                    new JsonObject().put("librarySectionID", String.valueOf(library.number()))));
      }
    }
    var inner = new JsonObject().put("size", rows.size());
    return container(rows.isEmpty() ? inner : inner.put("Activity", rows));
  }

  /** A page of items; its total is told only to those who asked for a page. */
  static JsonObject page(
      List<MediaEntry> entries, int start, int size, boolean paged, boolean guids) {
    var rows = new JsonArray();
    entries.stream().skip(start).limit(size).forEach(entry -> rows.add(item(entry, guids)));
    var inner =
        new JsonObject().put("size", rows.size()).put("identifier", "com.plexapp.plugins.library");
    if (paged) {
      inner.put("totalSize", entries.size()).put("offset", start);
    }
    return container(rows.isEmpty() ? inner : inner.put("Metadata", rows));
  }

  private static JsonObject item(MediaEntry entry, boolean withGuids) {
    var show = entry.kind() == MediaEntry.Kind.SHOW;
    var key = "/library/metadata/" + entry.id();
    var json =
        new JsonObject()
            .put("ratingKey", String.valueOf(entry.id()))
            .put("key", show ? key + "/children" : key)
            .put("guid", "plex://" + word(entry) + "/" + "%024x".formatted(entry.id()))
            .put("type", word(entry))
            .put("title", entry.title())
            .put("summary", "")
            .put("addedAt", entry.added().getEpochSecond())
            .put("updatedAt", entry.added().getEpochSecond());
    if (entry.year() > 0) {
      json.put("year", entry.year());
    }
    if (entry.kind() == MediaEntry.Kind.EPISODE) {
      json.put("index", entry.episode())
          .put("parentIndex", entry.season())
          .put("grandparentRatingKey", String.valueOf(entry.show()));
    }
    if (!show) {
      json.put("Media", new JsonArray().add(media(entry)));
    }
    var guids = guids(entry);
    return withGuids && !guids.isEmpty() ? json.put("Guid", guids) : json;
  }

  private static String word(MediaEntry entry) {
    return switch (entry.kind()) {
      case MOVIE -> "movie";
      case SHOW -> "show";
      case EPISODE -> "episode";
    };
  }

  private static JsonObject media(MediaEntry entry) {
    return new JsonObject()
        .put("id", entry.id() * 10L)
        .put("container", "mkv")
        .put(
            "Part",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("id", entry.id() * 10L + 1)
                        .put("key", "/library/parts/" + entry.id() * 10L + "/file.mkv")
                        .put("file", entry.path())
                        .put("size", 1_500_000_000L)
                        .put("container", "mkv")));
  }

  private static JsonArray guids(MediaEntry entry) {
    var all = new JsonArray();
    if (!entry.imdbId().isEmpty()) {
      all.add(new JsonObject().put("id", "imdb://" + entry.imdbId()));
    }
    if (entry.tmdbId() > 0) {
      all.add(new JsonObject().put("id", "tmdb://" + entry.tmdbId()));
    }
    if (entry.tvdbId() > 0) {
      all.add(new JsonObject().put("id", "tvdb://" + entry.tvdbId()));
    }
    return all;
  }
}
