package dev.arrway.feature.imports;

import dev.arrway.domain.media.MediaKind;
import org.jspecify.annotations.Nullable;

/**
 * A row of an import.
 *
 * @param position from 0, in the order of the list
 * @param line where it stands in the list, from 1
 * @param kind what the row says it is, or null
 * @param error why it failed, or what else is to be said of its outcome; or null
 * @param outboxId the change that was asked for it, or null
 */
public record ImportItem(
    int position,
    int line,
    @Nullable MediaKind kind,
    @Nullable String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    ImportOutcome outcome,
    @Nullable String error,
    @Nullable Long outboxId) {
  /** The id by which libraries of a kind know it, or null. */
  @Nullable Integer nativeId(MediaKind library) {
    return library == MediaKind.MOVIE ? tmdbId : tvdbId;
  }

  ImportItem ended(ImportOutcome newOutcome, @Nullable String newError) {
    return new ImportItem(
        position, line, kind, title, year, tmdbId, tvdbId, imdbId, newOutcome, newError, outboxId);
  }

  ImportItem asked(long newOutboxId) {
    return new ImportItem(
        position,
        line,
        kind,
        title,
        year,
        tmdbId,
        tvdbId,
        imdbId,
        ImportOutcome.ASKED,
        null,
        newOutboxId);
  }

  /** What a look-up says, where the row says nothing; ids that it says count. */
  ImportItem identified(
      @Nullable String foundTitle,
      @Nullable Integer foundYear,
      @Nullable Integer foundTmdb,
      @Nullable Integer foundTvdb,
      @Nullable String foundImdb) {
    return new ImportItem(
        position,
        line,
        kind,
        title == null ? foundTitle : title,
        year == null ? foundYear : year,
        foundTmdb == null ? tmdbId : foundTmdb,
        foundTvdb == null ? tvdbId : foundTvdb,
        foundImdb == null ? imdbId : foundImdb,
        outcome,
        error,
        outboxId);
  }
}
