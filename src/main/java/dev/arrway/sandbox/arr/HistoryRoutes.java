package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What happened: pages, everything since a date, everything of one title. */
public final class HistoryRoutes {
  private final Shelf history;
  private final BiFunction<Call, JsonObject, JsonObject> includes;
  private final String subject;
  private final Map<Integer, String> types;

  /**
   * For this history.
   *
   * @param includes adds the movie, series or episode that a request asks for
   * @param subject {@code movie} or {@code series}, the last part of the path of one title
   * @param types names of the event types by the numbers that filters use
   */
  public HistoryRoutes(
      Shelf history,
      BiFunction<Call, JsonObject, JsonObject> includes,
      String subject,
      Map<Integer, String> types) {
    this.history = history;
    this.includes = includes;
    this.subject = subject;
    this.types = Map.copyOf(types);
  }

  /** Adds the operations. */
  public void mount(Routes routes) {
    routes
        .on("GET", "/history", this::page)
        .on("GET", "/history/since", this::since)
        .on("GET", "/history/" + subject, this::ofOne);
  }

  private static Comparator<JsonObject> byDate() {
    return Comparator.<JsonObject, String>comparing(row -> row.getString("date"))
        .thenComparing(row -> row.getInteger("id"));
  }

  private Reply page(Call call) {
    var paging =
        new Paging<JsonObject>(Map.of("date", byDate()), "date", row -> includes.apply(call, row));
    var download = call.param("downloadId");
    List<JsonObject> rows =
        filtered(call)
            .filter(
                row ->
                    download.isEmpty()
                        || download.get().equalsIgnoreCase(row.getString("downloadId")))
            .toList();
    return Reply.ok(paging.page(call, rows));
  }

  private Reply since(Call call) {
    var date = call.instant("date").orElse(Instant.EPOCH);
    return Reply.ok(
        filtered(call)
            .filter(row -> Instant.parse(row.getString("date")).isAfter(date))
            .sorted(byDate())
            .map(row -> includes.apply(call, row)));
  }

  private Reply ofOne(Call call) {
    var id = call.number(subject + "Id").orElse(0);
    return Reply.ok(
        filtered(call)
            .filter(row -> id.equals(row.getInteger(subject + "Id")))
            .sorted(byDate().reversed())
            .map(row -> includes.apply(call, row)));
  }

  private Stream<JsonObject> filtered(Call call) {
    var type = call.number("eventType");
    Predicate<JsonObject> fits =
        row ->
            type.isEmpty() || row.getString("eventType").equals(types.getOrDefault(type.get(), ""));
    return history.where(fits);
  }
}
