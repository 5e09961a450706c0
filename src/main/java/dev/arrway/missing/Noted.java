package dev.arrway.missing;

import dev.arrway.missing.AddWish.TitleIds;
import dev.arrway.protocol.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of one entry that is to be added.
 *
 * @param title as it was read; null when there is no such entry
 * @param ids the title that is added for it
 * @param change which of the changes asked for adds it, from 0; null for none
 * @param instanceId where it is already; null when it is not
 * @param failure why it cannot be added
 */
record Noted(
    long entryId,
    @Nullable String title,
    @Nullable Integer year,
    TitleIds ids,
    @Nullable Integer change,
    @Nullable Long instanceId,
    @Nullable Long libraryId,
    @Nullable Failure failure) {

  static Noted failed(long entryId, @Nullable String title, @Nullable Integer year, Failure why) {
    return new Noted(entryId, title, year, TitleIds.NONE, null, null, null, why);
  }

  Noted by(int place) {
    return new Noted(entryId, title, year, ids, place, null, null, null);
  }

  /** Whether it is to be added. */
  boolean addable() {
    return failure == null && instanceId == null;
  }
}
