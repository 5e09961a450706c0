package dev.arrway.feature.missing;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner decided: that an entry and its copies are a library item, or are not.
 *
 * @param id its id
 * @param entryKey what the entries that it is about share; of a series, those of one episode or all
 * @param kind {@code movie} or {@code series}
 * @param entryName the name of the entry that it was made for
 * @param pin whether they are the item; else they are not
 * @param instanceId where the library item was when it was decided
 * @param libraryId its id there; 0 when it was to be added
 * @param title the item's title then
 */
public record Decision(
    long id,
    String entryKey,
    String kind,
    String entryName,
    boolean pin,
    long instanceId,
    long libraryId,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    String title,
    @Nullable Integer year,
    Instant createdAt) {

  /** The library id of an item that was asked for and is not in the library yet. */
  static final long NOT_YET = 0;

  /** A decision that is not stored yet. */
  static Decision of(String key, String entryName, boolean pin, LibraryTitle title) {
    return new Decision(
        0,
        key,
        EntryKeys.kind(title.kind()),
        entryName,
        pin,
        Long.parseLong(title.instanceId()),
        Long.parseLong(title.libraryId()),
        title.tmdbId(),
        title.tvdbId(),
        title.imdbId(),
        title.title(),
        title.year(),
        Instant.EPOCH);
  }

  /**
   * Whether it is about this library item: by the id that upstreams tell such items apart with; by
   * its place where one of the two has no such id.
   */
  boolean isAbout(LibraryTitle other) {
    boolean movie = kind.equals("movie");
    if (movie != (other.kind() == MediaKind.MOVIE)) {
      return false;
    }
    Integer own = movie ? tmdbId : tvdbId;
    Integer theirs = movie ? other.tmdbId() : other.tvdbId();
    return own == null || theirs == null ? isPlaceOf(other) : own.equals(theirs);
  }

  /** Whether the item is where this one was. */
  boolean isPlaceOf(LibraryTitle other) {
    return Long.toString(libraryId).equals(other.libraryId())
        && Long.toString(instanceId).equals(other.instanceId());
  }

  /** The item as it was then. */
  LibraryTitle libraryTitle() {
    return new LibraryTitle(
        Long.toString(instanceId),
        Long.toString(libraryId),
        kind.equals("movie") ? MediaKind.MOVIE : MediaKind.SERIES,
        tmdbId,
        tvdbId,
        imdbId,
        title,
        null,
        List.of(),
        year,
        null);
  }

  /** The item's title and year. */
  String named() {
    return year == null ? title : title + " (" + year + ")";
  }
}
