package dev.arrway.feature.arrs.web;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.feature.arrs.Mount;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.upstream.Instance;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one arr says of itself, as the contract spells it. */
final class ArrViews {
  private ArrViews() {}

  /** {@code HealthCheck}. */
  record HealthView(String source, String type, String message, @Nullable String wikiUrl) {
    /** From what is worst on. */
    private static final List<String> WORST_FIRST = List.of("error", "warning", "notice", "ok");

    static HealthView of(HealthIssue issue) {
      String type = WORST_FIRST.contains(issue.severity()) ? issue.severity() : "notice";
      return new HealthView(issue.source(), type, issue.message(), issue.wikiUrl());
    }

    int rank() {
      return WORST_FIRST.indexOf(type);
    }
  }

  /** {@code DiskSpace}. */
  record DiskView(
      long instanceId,
      String instanceName,
      String path,
      @Nullable String label,
      long freeSpace,
      long totalSpace,
      @Nullable MountRef sameVolumeAs) {
    static DiskView of(Mount mount) {
      Instance instance = mount.instance();
      DiskSpace disk = mount.disk();
      Mount first = mount.sameVolumeAs();
      return new DiskView(
          instance.id(),
          instance.name(),
          disk.path(),
          disk.label(),
          disk.freeBytes(),
          disk.totalBytes(),
          first == null ? null : new MountRef(first.instance().id(), first.disk().path()));
    }
  }

  /** {@code MountRef}. */
  record MountRef(long instanceId, String path) {}

  /** {@code RootFolder}. */
  record FolderView(long id, String path, boolean accessible, @Nullable Long freeSpace) {
    static FolderView of(RootFolder folder) {
      return new FolderView(folder.id(), folder.path(), folder.accessible(), folder.freeBytes());
    }
  }

  /** {@code ArrIndexer}. */
  record IndexerView(
      long id,
      String name,
      String implementation,
      String protocol,
      int priority,
      boolean enableRss,
      boolean enableAutomaticSearch,
      boolean enableInteractiveSearch) {
    static IndexerView of(ArrIndexer indexer) {
      return new IndexerView(
          indexer.id(),
          indexer.name(),
          Objects.requireNonNullElse(indexer.implementation(), "unknown"),
          Objects.requireNonNullElse(indexer.protocol(), "unknown"),
          indexer.priority(),
          indexer.rss(),
          indexer.automaticSearch(),
          indexer.interactiveSearch());
    }
  }

  /** {@code LookupResult}; posters are not asked for. */
  record LookupView(
      String type,
      String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      @Nullable String overview,
      @Nullable String status,
      boolean inLibrary,
      @Nullable Long libraryId) {
    static LookupView of(LibraryKind kind, LookupItem item) {
      return new LookupView(
          kind.wireName(),
          item.title(),
          item.year(),
          item.tmdbId(),
          item.tvdbId(),
          item.imdbId(),
          item.overview(),
          item.status(),
          item.libraryId() != null,
          item.libraryId());
    }
  }
}
