package dev.arrway.feature.libraries;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.arr.LibraryItem;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How library items lie in columns, and how a block of them goes into one statement. */
final class ItemColumns {
  /** Separates the titles of one item on their way into the database. */
  private static final String SEPARATOR = "\u001f";

  private static final List<Column<?>> ALL =
      List.of(
          new Column<>("library_id", "bigint", Long[]::new, LibraryItem::id),
          new Column<>("hash", "bigint", Long[]::new, ItemColumns::hash),
          new Column<>("tmdb_id", "integer", Integer[]::new, LibraryItem::tmdbId),
          new Column<>("tvdb_id", "integer", Integer[]::new, LibraryItem::tvdbId),
          text("imdb_id", LibraryItem::imdbId),
          text("title", LibraryItem::title),
          text("sort_title", LibraryItem::sortTitle),
          text("original_title", LibraryItem::originalTitle),
          text("alternate_titles", item -> String.join(SEPARATOR, item.alternateTitles())),
          new Column<>("year", "integer", Integer[]::new, LibraryItem::year),
          new Column<>("secondary_year", "integer", Integer[]::new, LibraryItem::secondaryYear),
          new Column<>("monitored", "boolean", Boolean[]::new, LibraryItem::monitored),
          new Column<>("has_file", "boolean", Boolean[]::new, LibraryItem::hasFile),
          text("status", LibraryItem::status),
          text("minimum_availability", LibraryItem::minimumAvailability),
          new Column<>("quality_profile_id", "bigint", Long[]::new, LibraryItem::qualityProfileId),
          text("root_folder", LibraryItem::rootFolder),
          text("path", LibraryItem::path),
          new Column<>("size", "bigint", Long[]::new, LibraryItem::sizeOnDisk),
          new Column<>("episode_count", "integer", Integer[]::new, LibraryItem::episodeCount),
          new Column<>(
              "episode_file_count", "integer", Integer[]::new, LibraryItem::episodeFileCount),
          new Column<>(
              "added_at",
              "timestamptz",
              java.time.OffsetDateTime[]::new,
              item -> item.addedAt() == null ? null : SnapshotRows.utc(item.addedAt())),
          text("tags", item -> join(item.tags())),
          text("search", ItemColumns::search));

  /** The columns that staging and snapshot have in common, by comma. */
  static final String NAMES = ALL.stream().map(Column::name).collect(Collectors.joining(", "));

  /** Writes a block into staging; rows that are there stay as they are. */
  static final String STAGE = stage();

  private ItemColumns() {}

  /** A column: its SQL type within a block, and where its value comes from. */
  private record Column<T>(
      String name, String type, IntFunction<T[]> array, Function<LibraryItem, @Nullable T> value) {
    @CanIgnoreReturnValue
    Tuple addTo(Tuple tuple, List<LibraryItem> block) {
      return tuple.addValue(block.stream().map(value).toArray(array));
    }
  }

  private static Column<String> text(String name, Function<LibraryItem, @Nullable String> value) {
    return new Column<>(name, "text", String[]::new, value.andThen(ItemColumns::storable));
  }

  /** PostgreSQL's texts hold no NUL; an upstream's might. */
  private static @Nullable String storable(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  private static String join(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** What is searched and sorted by. */
  static String search(LibraryItem item) {
    String original = item.originalTitle();
    String all = original == null ? item.title() : item.title() + "\n" + original;
    return all.toLowerCase(Locale.ROOT);
  }

  private static String stage() {
    String values =
        ALL.stream()
            .map(
                column ->
                    switch (column.name()) {
                      case "alternate_titles" -> "string_to_array(u.alternate_titles, E'\\x1f')";
                      case "tags" -> "string_to_array(u.tags, ',')::bigint[]";
                      default -> "u." + column.name();
                    })
            .collect(Collectors.joining(", "));
    StringBuilder arrays = new StringBuilder();
    for (int i = 0; i < ALL.size(); i++) {
      arrays
          .append(i == 0 ? "" : ", ")
          .append('$')
          .append(i + 3)
          .append("::")
          .append(ALL.get(i).type())
          .append("[]");
    }
    return ("INSERT INTO library_staging (run_id, instance_id, %s) SELECT $1, $2, %s"
            + " FROM unnest(%s) AS u(%s) ON CONFLICT DO NOTHING")
        .formatted(NAMES, values, arrays, NAMES);
  }

  static Tuple block(java.util.UUID run, long instanceId, List<LibraryItem> items) {
    Tuple tuple = Tuple.tuple().addUUID(run).addLong(instanceId);
    ALL.forEach(column -> column.addTo(tuple, items));
    return tuple;
  }

  /** Two items with the same hash say the same; a record's text names every value of it. */
  static long hash(LibraryItem item) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(item.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
