package dev.arrway.imports;

import dev.arrway.event.EventDraft;
import java.util.HashMap;
import java.util.Map;

/** What events tell of an import. */
final class Progress {
  private Progress() {}

  /** An event about where an import stands; {@code word} such as {@code completed}. */
  static EventDraft event(ImportJob job, String word) {
    ImportCounts counts = job.counts();
    Map<String, Object> data = new HashMap<>();
    data.put("import_id", job.id());
    data.put("status", job.status().wireName());
    data.put("progress", job.progress());
    data.put("total", counts.total());
    data.put("total_processed", counts.processed());
    data.put("imported", counts.imported());
    data.put("already_exists", counts.alreadyExists());
    data.put("excluded", counts.excluded());
    data.put("would_import", counts.wouldImport());
    data.put("failed", counts.failed());
    data.put("dry_run", job.options().dryRun());
    data.put("error", job.error());
    data.put("correlation_id", job.correlationId());
    return new EventDraft(job.ownerId(), job.instanceId(), "import." + word, data);
  }
}
