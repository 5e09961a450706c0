package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadNews;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.RuleDecision;
import dev.arrway.domain.download.Spared;
import dev.arrway.domain.download.Verdict;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.upstream.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is told of downloads. */
final class DownloadEvents {
  private DownloadEvents() {}

  static EventDraft of(Instance client, StoredDownload download, DownloadNews news) {
    Map<String, Object> data = data(client, download);
    data.put("status", download.stand().status().wireName());
    data.put("progress", download.progress());
    data.put("category", download.category());
    data.put("output_path", download.outputPath());
    data.put("error", download.error());
    data.put(
        "troubles", download.troubles().stream().map(DownloadTrouble::wireName).sorted().toList());
    return new EventDraft(client.ownerId(), client.id(), news.eventType(), data);
  }

  static EventDraft of(
      Instance client, StoredDownload download, RuleDecision decision, List<Long> outboxIds) {
    Map<String, Object> data = data(client, download);
    data.put("reason", decision.reason().wireName());
    data.put("action", decision.action().wireName());
    data.put("verdict", decision.verdict().wireName());
    data.put("dry_run", decision.verdict() == Verdict.DRY_RUN);
    data.put("spared", decision.spared() == Spared.NOT ? null : decision.spared().wireName());
    data.put("strikes", decision.strikes());
    data.put("since", decision.since());
    data.put("outbox_ids", outboxIds);
    return new EventDraft(client.ownerId(), client.id(), "download.rule_applied", data);
  }

  private static Map<String, Object> data(Instance client, StoredDownload download) {
    Map<String, Object> data = new HashMap<>();
    data.put("client_id", client.id());
    data.put("id", download.id());
    data.put("name", download.name());
    data.put("kind", download.kind().wireName());
    data.put("correlation_id", download.correlationId());
    return data;
  }
}
