package dev.arrway.domain.timeline;

import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why something that was grabbed is not in the library. */
final class WhyDownload {
  private static final Set<DownloadTrouble> LONELY =
      Set.of(DownloadTrouble.NO_PEERS, DownloadTrouble.NO_METADATA);
  private static final String BY_HAND =
      "Import it by hand in its server's queue, or remove it and search again.";

  private final Standing standing;
  private final Facts facts;

  WhyDownload(Standing standing, Facts facts) {
    this.standing = standing;
    this.facts = facts;
  }

  Reason reason() {
    Step step = standing.step();
    return switch (standing.state()) {
      case IMPORT_BLOCKED ->
          reason("import_blocked", "The import waits for a person", said(step, message()), BY_HAND);
      case IMPORT_FAILED ->
          reason("import_failed", "The import failed", said(step, message()), BY_HAND);
      case DOWNLOADED ->
          queued(facts, standing.since())
              .filter(known -> known.code().startsWith("import_"))
              .orElseGet(() -> waitingForImport(standing.since()));
      default -> inClient();
    };
  }

  private Reason inClient() {
    if (facts.clientTrouble() != null) {
      return reason(
          "client_unreachable",
          "Its download client does not answer",
          facts.clientTrouble(),
          "See whether the download client runs.");
    }
    Download download = facts.download();
    if (download != null) {
      return ofDownload(download);
    }
    return switch (standing.state()) {
      case STALLED -> stalled(said(standing.step(), null), lonely(standing.step()));
      case PAUSED -> reason("download_paused", "The download is paused", null, "Resume it.");
      case GRABBED ->
          queued(facts, standing.since())
              .orElseGet(
                  () ->
                      reason(
                          "waiting_in_client",
                          "It was sent to the download client, which has not begun yet",
                          null,
                          null));
      default -> reason("downloading", "It is being downloaded", null, null);
    };
  }

  private Reason ofDownload(Download download) {
    if (download.status() == DownloadStatus.FAILED) {
      return reason(
          "download_failed",
          "The download failed",
          download.error(),
          "Search again; a failed release should be blocklisted.");
    }
    if (download.status() == DownloadStatus.PAUSED) {
      return reason("download_paused", "The download is paused", null, "Resume it.");
    }
    boolean lonely = download.troubles().stream().anyMatch(LONELY::contains);
    if (lonely || download.troubles().contains(DownloadTrouble.STALLED)) {
      return stalled(download.error(), lonely);
    }
    if (download.status() == DownloadStatus.QUEUED) {
      return reason("waiting_in_client", "It waits for its turn in the client", null, null);
    }
    return download.status() == DownloadStatus.COMPLETED
        ? waitingForImport(standing.since())
        : reason(
            "downloading",
            "It is being downloaded, " + Math.round(download.progress() * 100) + " % are there",
            download.error(),
            null);
  }

  private Reason stalled(@Nullable String said, boolean lonely) {
    return lonely
        ? reason(
            "stalled_no_peers",
            "Nothing arrives, and nobody who has it is connected",
            said,
            "Take another release.")
        : reason("stalled", "Nothing arrives", said, "Wait, or take another release.");
  }

  private static boolean lonely(Step step) {
    String reason = Objects.requireNonNullElse(step.text("reason"), "") + step.text("troubles");
    return reason.contains("no_peers") || reason.contains("no_metadata");
  }

  private @Nullable String message() {
    return facts.queue().stream()
        .map(WhyDownload::said)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String said(Step step, @Nullable String otherwise) {
    for (String name : new String[] {"message", "error", "reason"}) {
      String text = step.text(name);
      if (text != null) {
        return text;
      }
    }
    return otherwise;
  }

  private static @Nullable String said(QueueItem item) {
    List<String> all = new ArrayList<>(item.messages());
    if (item.error() != null) {
      all.add(item.error());
    }
    return all.isEmpty() ? null : String.join("; ", all);
  }

  /** What the queue of its instance says of a title; empty when it is not there. */
  static Optional<Reason> queued(Facts facts, @Nullable Instant since) {
    return Why.first(facts).map(item -> queued(item, since));
  }

  private static Reason queued(QueueItem item, @Nullable Instant since) {
    String said = said(item);
    String tracked = Objects.requireNonNullElse(item.trackedState(), "");
    if (tracked.equals("import_blocked")
        || (tracked.equals("import_pending") && "warning".equals(item.trackedStatus()))) {
      return reason("import_blocked", "The import waits for a person", said, BY_HAND, since);
    }
    if (tracked.equals("import_failed")) {
      return reason("import_failed", "The import failed", said, BY_HAND, since);
    }
    if (tracked.startsWith("import") || item.status().equals("completed")) {
      return waitingForImport(since);
    }
    return switch (item.status()) {
      case "paused" ->
          reason("download_paused", "The download is paused", said, "Resume it.", since);
      case "queued", "delay" ->
          reason("waiting_in_client", "It waits for its turn in the client", said, null, since);
      case "download_client_unavailable" ->
          reason(
              "client_unreachable",
              "Its download client does not answer",
              said,
              "See whether the download client runs.",
              since);
      case "failed" -> reason("download_failed", "The download failed", said, BY_HAND, since);
      case "warning" ->
          reason("stalled", "Nothing arrives", said, "Wait, or take another release.", since);
      default -> reason("downloading", "It is being downloaded", said, null, since);
    };
  }

  private static Reason waitingForImport(@Nullable Instant since) {
    return reason(
        "waiting_for_import",
        "It has arrived, and was not imported yet",
        null,
        "Wait; if it stays so, look at its server's queue.",
        since);
  }

  private Reason reason(
      String code, String text, @Nullable String said, @Nullable String suggestion) {
    return reason(code, text, said, suggestion, standing.since());
  }

  private static Reason reason(
      String code,
      String text,
      @Nullable String said,
      @Nullable String suggestion,
      @Nullable Instant since) {
    return new Reason(code, Sentence.of(text, said), since, suggestion);
  }
}
