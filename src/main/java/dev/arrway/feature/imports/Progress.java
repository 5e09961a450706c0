package dev.arrway.feature.imports;

import dev.arrway.platform.event.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What events tell of an import. */
final class Progress {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);

  private Progress() {}

  /** Logs the progress of an import. */
  static void log(ImportJob job, String what) {
    ImportCounts counts = job.counts();
    Instant begun = job.startedAt() == null ? job.createdAt() : job.startedAt();
    LoggingEventBuilder line =
        job.error() == null ? log.atInfo() : log.atInfo().addKeyValue("error", job.error());
    line.addKeyValue("import", job.id())
        .addKeyValue("instance", "instance-" + job.instanceId())
        .addKeyValue("owner_id", job.ownerId())
        .addKeyValue("total", counts.total())
        .addKeyValue("imported", counts.imported())
        .addKeyValue("already_exists", counts.alreadyExists())
        .addKeyValue("failed", counts.failed())
        .addKeyValue("duration_ms", Duration.between(begun, Instant.now()).toMillis())
        .addKeyValue("trace", job.traceId())
        .log(what);
  }

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
