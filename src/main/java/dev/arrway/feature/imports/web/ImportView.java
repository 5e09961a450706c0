package dev.arrway.feature.imports.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.arrway.feature.imports.ImportItem;
import dev.arrway.feature.imports.ImportJob;
import dev.arrway.feature.imports.ImportOptions;
import dev.arrway.feature.imports.SourceSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Import}. */
record ImportView(
    long id,
    long instanceId,
    Source source,
    @Nullable Long qualityProfileId,
    @Nullable String rootFolder,
    boolean monitored,
    @Nullable String minimumAvailability,
    boolean search,
    List<Long> tags,
    int batchSize,
    int delaySeconds,
    boolean dryRun,
    String status,
    double progress,
    @Nullable String error,
    int total,
    int totalProcessed,
    int imported,
    int alreadyExists,
    int excluded,
    int wouldImport,
    int failed,
    int cancelled,
    List<Detail> details,
    String correlationId,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  /** {@code ImportSourceInfo}: what was given, content apart. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Source(
      String type,
      @Nullable Long instanceId,
      @Nullable String mediaType,
      @Nullable Long playlistId,
      @Nullable String q,
      @Nullable Integer maxConfidence,
      List<Long> entryIds) {
    static Source of(SourceSpec source) {
      return new Source(
          source.type(),
          source.instanceId(),
          source.mediaType(),
          source.playlistId(),
          source.q(),
          source.maxConfidence(),
          source.entryIds());
    }
  }

  /** {@code ImportDetail}. */
  record Detail(
      int line,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      String outcome,
      @Nullable String error,
      @Nullable Long outboxId) {
    static Detail of(ImportItem item) {
      return new Detail(
          item.line(),
          item.title(),
          item.year(),
          item.tmdbId(),
          item.tvdbId(),
          item.imdbId(),
          item.outcome().wireName(),
          item.error(),
          item.outboxId());
    }
  }

  static ImportView of(ImportJob job, List<ImportItem> details) {
    ImportOptions options = job.options();
    var counts = job.counts();
    return new ImportView(
        job.id(),
        job.instanceId(),
        Source.of(job.source()),
        options.qualityProfileId(),
        options.rootFolder(),
        options.monitored(),
        options.minimumAvailability(),
        options.search(),
        options.tags(),
        options.batchSize(),
        options.delaySeconds(),
        options.dryRun(),
        job.status().wireName(),
        job.progress(),
        job.error(),
        counts.total(),
        counts.processed(),
        counts.imported(),
        counts.alreadyExists(),
        counts.excluded(),
        counts.wouldImport(),
        counts.failed(),
        counts.cancelled(),
        details.stream().map(Detail::of).toList(),
        job.correlationId(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt());
  }
}
