package dev.arrway.feature.missing;

import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.feature.missing.AddWish.TitleIds;
import dev.arrway.protocol.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of one entry that is to be added.
 *
 * @param title as it was read; null when there is no such entry
 * @param ids the title that is added for it
 * @param lookup what tells the title when the instance could not be asked for it yet, or null
 * @param change which of the changes asked for adds it, from 0; null for none
 * @param instanceId where it is already; null when it is not
 * @param failure why it cannot be added
 */
record Noted(
    long entryId,
    @Nullable String title,
    @Nullable Integer year,
    TitleIds ids,
    @Nullable TitleSearch lookup,
    @Nullable Integer change,
    @Nullable Long instanceId,
    @Nullable Long libraryId,
    @Nullable Failure failure) {

  static Noted failed(long entryId, @Nullable String title, @Nullable Integer year, Failure why) {
    return new Noted(entryId, title, year, TitleIds.NONE, null, null, null, null, why);
  }

  /** Returns an entry that is to be added, its change not yet numbered. */
  static Noted toAdd(
      long entryId,
      @Nullable String title,
      @Nullable Integer year,
      TitleIds ids,
      @Nullable TitleSearch lookup) {
    return new Noted(entryId, title, year, ids, lookup, null, null, null, null);
  }

  Noted by(int place) {
    return new Noted(entryId, title, year, ids, lookup, place, null, null, null);
  }

  /** Whether it is to be added. */
  boolean addable() {
    return failure == null && instanceId == null;
  }
}
