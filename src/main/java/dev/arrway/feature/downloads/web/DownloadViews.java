package dev.arrway.feature.downloads.web;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.domain.download.Spared;
import dev.arrway.feature.arrs.web.OverallRoutes;
import dev.arrway.feature.downloads.DecisionMade;
import dev.arrway.feature.downloads.JoinedDownload;
import dev.arrway.feature.downloads.QueueEntry;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.gateway.Call;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Overall;
import dev.arrway.upstream.Placed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Downloads as the API shows them. */
final class DownloadViews {
  private DownloadViews() {}

  static OverallRoutes.OverallPage<DownloadView> page(Call call, Overall<JoinedDownload> overall) {
    return new OverallRoutes.OverallPage<>(
        overall.items().stream().map(DownloadView::of).toList(),
        overall.total(),
        call.limit(),
        call.offset(),
        overall.skipped(),
        overall.failures());
  }

  /** {@code Download}. */
  record DownloadView(
      long clientId,
      String clientName,
      String id,
      String name,
      String kind,
      String status,
      String phase,
      double progress,
      @Nullable Long etaSeconds,
      @Nullable Long size,
      @Nullable Long remaining,
      long rate,
      @Nullable Integer seeds,
      @Nullable Integer peers,
      @Nullable Double ratio,
      @Nullable String category,
      @Nullable String priority,
      List<String> tags,
      @Nullable String outputPath,
      @Nullable String error,
      List<String> troubles,
      @Nullable Boolean isPrivate,
      @Nullable Instant addedAt,
      @Nullable Instant completedAt,
      List<QueueView> queue,
      @Nullable String correlationId) {
    static DownloadView of(Placed<JoinedDownload> placed) {
      Download one = placed.item().download();
      DownloadPriority priority = one.priority();
      return new DownloadView(
          placed.instance().id(),
          placed.instance().name(),
          one.id(),
          one.name(),
          one.kind().wireName(),
          one.status().wireName(),
          one.phase(),
          one.progress(),
          one.etaSeconds(),
          one.size(),
          one.remaining(),
          one.rate(),
          one.seeds(),
          one.peers(),
          one.ratio(),
          one.category(),
          priority == null ? null : priority.wireName(),
          one.tags(),
          one.outputPath(),
          one.error(),
          one.troubles().stream().map(DownloadTrouble::wireName).sorted().toList(),
          one.isPrivate(),
          one.addedAt(),
          one.completedAt(),
          placed.item().queue().stream().map(QueueView::of).toList(),
          placed.item().correlationId());
    }
  }

  /** {@code DownloadQueueEntry}. */
  record QueueView(
      long instanceId,
      String instanceName,
      long queueId,
      List<Long> queueIds,
      String title,
      @Nullable Long libraryId,
      @Nullable Long movieId,
      @Nullable Long seriesId,
      List<Long> episodeIds,
      List<Integer> seasons,
      String status,
      @Nullable String trackedStatus,
      @Nullable String state,
      @Nullable String error,
      List<String> messages) {
    static QueueView of(QueueEntry entry) {
      return new QueueView(
          entry.instanceId(),
          entry.instanceName(),
          entry.queueIds().get(0),
          entry.queueIds(),
          entry.title(),
          entry.movieId() == null ? entry.seriesId() : entry.movieId(),
          entry.movieId(),
          entry.seriesId(),
          entry.episodeIds(),
          entry.seasons(),
          entry.status(),
          entry.trackedStatus(),
          entry.state(),
          entry.error(),
          entry.messages());
    }
  }

  /** {@code DownloadAdded}. */
  record AddedView(
      long clientId,
      String id,
      String kind,
      @Nullable String category,
      long outboxId,
      String correlationId) {
    static AddedView of(OutboxEntry entry, Reply reply) {
      NewDownload wanted = ((DownloadCommand.AddDownload) entry.change()).download();
      return new AddedView(
          entry.instanceId(),
          ((DownloadReply.DownloadAdded) reply).id(),
          wanted.kind().wireName(),
          wanted.category(),
          entry.id(),
          entry.correlationId());
    }
  }

  /** {@code DownloadRetried}. */
  record RetriedView(long clientId, String id) {
    static RetriedView of(OutboxEntry entry, Reply reply) {
      return new RetriedView(entry.instanceId(), ((DownloadReply.DownloadAdded) reply).id());
    }
  }

  /** {@code DownloadDecision}. */
  record DecisionView(
      long id,
      long clientId,
      String downloadId,
      String name,
      String kind,
      String reason,
      String action,
      String verdict,
      boolean dryRun,
      @Nullable String spared,
      int strikes,
      Instant since,
      List<Long> instanceIds,
      List<Long> outboxIds,
      @Nullable String correlationId,
      Instant decidedAt) {
    static DecisionView of(DecisionMade made) {
      return new DecisionView(
          made.id(),
          made.clientId(),
          made.downloadId(),
          made.name(),
          made.kind(),
          made.reason().wireName(),
          made.action().wireName(),
          made.verdict().wireName(),
          made.verdict() == dev.arrway.domain.download.Verdict.DRY_RUN,
          made.spared() == Spared.NOT ? null : made.spared().wireName(),
          made.strikes(),
          made.since(),
          made.instanceIds(),
          made.outboxIds(),
          made.correlationId(),
          made.decidedAt());
    }
  }
}
