package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The download queue: its pages, its counts, and removal. */
public final class QueueRoutes {
  private final Shelf queue;
  private final BiFunction<Call, JsonObject, JsonObject> includes;
  private final String subject;

  /**
   * For this queue.
   *
   * @param includes adds the movie, series or episode that a request asks for
   * @param subject the property that names what a row belongs to: {@code movieId}
   */
  public QueueRoutes(
      Shelf queue, BiFunction<Call, JsonObject, JsonObject> includes, String subject) {
    this.queue = queue;
    this.includes = includes;
    this.subject = subject;
  }

  /** Adds the operations. */
  public void mount(Routes routes) {
    routes
        .on("GET", "/queue", this::page)
        .on("GET", "/queue/details", this::details)
        .on("GET", "/queue/status", call -> Reply.ok(status()))
        .on("DELETE", "/queue/bulk", this::deleteMany)
        .on(
            "DELETE",
            "/queue/{id}",
            call -> queue.remove(call.id()) ? Reply.empty(200) : Reply.missing())
        .on(
            "POST",
            "/queue/grab/{id}",
            call -> queue.has(call.id()) ? Reply.ok(new JsonObject()) : Reply.missing());
  }

  private Reply page(Call call) {
    var keys = new HashMap<String, Comparator<JsonObject>>();
    keys.put("timeleft", comparing("timeleft"));
    keys.put("title", comparing("title"));
    keys.put("status", comparing("status"));
    keys.put("added", comparing("added"));
    keys.put("size", Comparator.comparing(row -> row.getDouble("size", 0.0)));
    var paging =
        new Paging<JsonObject>(Map.copyOf(keys), "timeleft", row -> includes.apply(call, row));
    var status = call.param("status");
    var protocol = call.param("protocol");
    return Reply.ok(
        paging.page(
            call,
            queue
                .where(row -> status.isEmpty() || status.get().equals(row.getString("status")))
                .filter(
                    row -> protocol.isEmpty() || protocol.get().equals(row.getString("protocol")))
                .toList()));
  }

  private static Comparator<JsonObject> comparing(String key) {
    return Comparator.<JsonObject, String>comparing(row -> row.getString(key, ""))
        .thenComparing(row -> row.getInteger("id"));
  }

  private Reply details(Call call) {
    var wanted = call.number(subject);
    return Reply.ok(
        queue
            .where(row -> wanted.isEmpty() || wanted.get().equals(row.getInteger(subject)))
            .map(row -> includes.apply(call, row)));
  }

  private JsonObject status() {
    var rows = queue.list();
    return Wire.object(
        "totalCount",
        rows.size(),
        "count",
        rows.size(),
        "unknownCount",
        0,
        "errors",
        any("error"),
        "warnings",
        any("warning"),
        "unknownErrors",
        false,
        "unknownWarnings",
        false,
        "id",
        1);
  }

  private boolean any(String level) {
    return queue.where(row -> level.equals(row.getString("trackedDownloadStatus"))).count() > 0;
  }

  private Reply deleteMany(Call call) {
    var ids = call.object(new Shape().intArrays("ids")).getJsonArray("ids");
    if (ids != null) {
      ids.forEach(id -> queue.remove((Integer) id));
    }
    return Reply.ok(new JsonObject());
  }
}
