package dev.arrway.sandbox.sabnzbd;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Writes answers as SABnzbd does, most numbers as texts. */
final class SabnzbdJson {
  private static final double MIB = 1 << 20;
  private static final int HISTORY_LIMIT = 10;

  private final String version;

  SabnzbdJson(String version) {
    this.version = version;
  }

  JsonObject queue(SabnzbdState.View view, SabnzbdArguments args) {
    var running = view.queue().stream().anyMatch(job -> !job.paused && !job.grabbing());
    var speed = running && !view.paused() ? view.bytesPerSecond() : 0;
    var slots = new JsonArray();
    var matching = view.queue().stream().filter(wanted(args)).toList();
    var left = 0.0;
    for (var job : part(matching, args, 0)) {
      left += job.paused ? 0 : job.left;
      slots.add(slot(view, job, slots.size(), left));
    }
    return new JsonObject()
        .put(
            "queue",
            new JsonObject()
                .put("version", version)
                .put("paused", view.paused())
                .put("diskspace1", "73.98")
                .put("diskspace2", "73.98")
                .put("diskspacetotal1", "251.97")
                .put("diskspacetotal2", "251.97")
                .put("kbpersec", decimals(speed / 1_024.0))
                .put("noofslots", matching.size())
                .put("noofslots_total", view.queue().size())
                .put("status", view.paused() ? "Paused" : speed > 0 ? "Downloading" : "Idle")
                .put("timeleft", time(left, speed))
                .put("slots", slots));
  }

  private static Predicate<NzbJob> wanted(SabnzbdArguments args) {
    var ids = SabnzbdState.ids(args.get("nzo_ids"));
    return job -> ids.isEmpty() || ids.contains(job.id);
  }

  private static List<NzbJob> part(List<NzbJob> jobs, SabnzbdArguments args, int most) {
    var limit = args.number("limit", most);
    var from = Math.min(jobs.size(), Math.max(0, args.number("start", 0)));
    var to = limit == 0 ? jobs.size() : Math.min(jobs.size(), from + limit);
    return jobs.subList(from, to);
  }

  private static JsonObject slot(SabnzbdState.View view, NzbJob job, int index, double leftSoFar) {
    var speed = job.paused || job.grabbing() || view.paused() ? 0 : view.bytesPerSecond();
    return new JsonObject()
        .put("index", index)
        .put("nzo_id", job.id)
        .put("priority", job.grabbing() ? (Object) job.priority : priority(job.priority))
        .put("filename", job.name)
        .put("labels", job.encrypted ? new JsonArray().add("ENCRYPTED") : new JsonArray())
        .put("cat", job.category)
        .put("mb", decimals(job.size / MIB))
        .put("mbleft", decimals(job.left / MIB))
        .put("percentage", String.valueOf(percent(job)))
        .put("status", status(view, job))
        .put("timeleft", time(leftSoFar, speed))
        .put("avg_age", job.grabbing() ? "-" : "12d");
  }

  private static long percent(NzbJob job) {
    return job.size == 0 ? 0 : (long) ((job.size - job.left) * 100 / job.size);
  }

  private static String status(SabnzbdState.View view, NzbJob job) {
    if (job.grabbing()) {
      return "Grabbing";
    }
    if (job.paused) {
      return "Paused";
    }
    return view.paused() ? "Queued" : "Downloading";
  }

  private static String priority(int priority) {
    return switch (priority) {
      case -1 -> "Low";
      case 1 -> "High";
      case 2 -> "Force";
      default -> "Normal";
    };
  }

  JsonObject history(SabnzbdState.View view, SabnzbdArguments args) {
    if (String.valueOf(view.historyUpdate()).equals(args.get("last_history_update"))) {
      return new JsonObject().put("history", false);
    }
    var matching = view.history().stream().filter(wanted(args)).toList();
    var slots = new JsonArray();
    part(matching, args, HISTORY_LIMIT).forEach(job -> slots.add(past(job)));
    return new JsonObject()
        .put(
            "history",
            new JsonObject()
                .put("slots", slots)
                .put("ppslots", view.history().stream().filter(job -> !job.over()).count())
                .put("noofslots", matching.size())
                .put("last_history_update", view.historyUpdate())
                .put("version", version));
  }

  private static JsonObject past(NzbJob job) {
    return new JsonObject()
        .put("nzo_id", job.id)
        .put("name", job.name)
        .put("category", job.category)
        .put("status", job.status)
        .put("storage", job.storage)
        .put("path", "/downloads/incomplete/" + job.name)
        .put("url", job.url)
        .put("fail_message", job.failMessage)
        .put("action_line", job.over() ? "" : "Unpacking: 02/10")
        .put("bytes", job.size)
        .put("completed", job.endedMs / 1_000)
        .put("stage_log", new JsonArray())
        .put("retry", job.status.equals("Failed"));
  }

  JsonObject config(String section, List<String> categories) {
    var rows = new JsonArray();
    categories.forEach(
        name ->
            rows.add(
                new JsonObject()
                    .put("name", name)
                    .put("pp", name.equals("*") ? "3" : "")
                    .put("script", "Default")
                    .put("dir", "")
                    .put("priority", name.equals("*") ? 0 : -100)));
    var config = new JsonObject();
    switch (section) {
      case "categories" -> config.put("categories", rows);
      case "servers" -> config.put("servers", new JsonArray().add(server()));
      default ->
          config.put(
              "misc",
              new JsonObject()
                  .put("download_dir", "/downloads/incomplete")
                  .put("complete_dir", "/downloads/complete")
                  .put("no_dupes", 0)
                  .put("pause_on_pwrar", 1));
    }
    return new JsonObject().put("config", config);
  }

  private static JsonObject server() {
    return new JsonObject()
        .put("name", "news.example")
        .put("host", "news.example")
        .put("port", 563)
        .put("password", "********")
        .put("connections", 8)
        .put("ssl", 1)
        .put("enable", 1)
        .put("priority", 0)
        .put("retention", 0);
  }

  private static String decimals(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  /** {@code [d:]h:mm:ss}; zero without speed. */
  private static String time(double bytes, long speed) {
    var seconds = speed == 0 ? 0 : Math.round(bytes / speed);
    var time =
        String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    return seconds >= 86_400 ? seconds / 86_400 + ":" + time : time;
  }
}
