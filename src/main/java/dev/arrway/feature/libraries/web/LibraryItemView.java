package dev.arrway.feature.libraries.web;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.kind.arr.LibraryKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of a library, as the contract spells it. */
public record LibraryItemView(
    long libraryId,
    String type,
    String title,
    @Nullable String originalTitle,
    @Nullable String sortTitle,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    boolean monitored,
    boolean hasFile,
    @Nullable String status,
    @Nullable String minimumAvailability,
    @Nullable Long qualityProfileId,
    @Nullable String rootFolder,
    @Nullable String path,
    long size,
    @Nullable Instant addedAt,
    List<Long> tags,
    @Nullable Integer episodeCount,
    @Nullable Integer episodeFileCount) {
  /** Returns the view of an item of a library of this kind. */
  public static LibraryItemView of(LibraryKind kind, LibraryItem item) {
    return new LibraryItemView(
        item.id(),
        kind.wireName(),
        item.title(),
        item.originalTitle(),
        item.sortTitle(),
        item.year(),
        item.tmdbId(),
        item.tvdbId(),
        item.imdbId(),
        item.monitored(),
        item.hasFile(),
        item.status(),
        item.minimumAvailability(),
        item.qualityProfileId() == 0 ? null : item.qualityProfileId(),
        item.rootFolder(),
        item.path(),
        item.sizeOnDisk(),
        item.addedAt(),
        item.tags(),
        item.episodeCount(),
        item.episodeFileCount());
  }
}
