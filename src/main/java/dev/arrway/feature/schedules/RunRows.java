package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.Columns.instant;
import static dev.arrway.feature.schedules.Columns.required;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads runs with their commands and items. */
final class RunRows {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final String SHOWN =
      "SELECT id, schedule_id, cause, status, started_at, ended_at, blocked, times_blocked,"
          + " error_code, error, candidates, reasons::text AS reasons, estimated_queries"
          + " FROM search_run WHERE owner_id = $1 AND ";

  private RunRows() {}

  /** The runs of a schedule, newest first. */
  static Future<Slice<Run>> list(
      SqlConnection c, long owner, long schedule, int limit, int offset) {
    Future<List<Run>> runs =
        c.preparedQuery(SHOWN + "schedule_id = $2 ORDER BY id DESC LIMIT $3 OFFSET $4")
            .execute(Tuple.of(owner, schedule, limit, offset))
            .map(Rows.list(RunRows::run))
            .compose(list -> filled(c, owner, list));
    return runs.compose(
        list ->
            c.preparedQuery(
                    "SELECT count(*) FROM search_run WHERE owner_id = $1 AND schedule_id = $2")
                .execute(Tuple.of(owner, schedule))
                .map(Rows.one(row -> new Slice<>(list, row.getLong(0)))));
  }

  static Future<Optional<Run>> find(SqlConnection c, long owner, long run) {
    return c.preparedQuery(SHOWN + "id = $2")
        .execute(Tuple.of(owner, run))
        .map(Rows.list(RunRows::run))
        .compose(list -> filled(c, owner, list))
        .map(list -> list.stream().findFirst());
  }

  private static Future<List<Run>> filled(SqlConnection c, long owner, List<Run> runs) {
    if (runs.isEmpty()) {
      return Future.succeededFuture(runs);
    }
    Long[] ids = runs.stream().map(Run::id).toArray(Long[]::new);
    return commands(c, owner, ids)
        .compose(
            commands ->
                items(c, owner, ids)
                    .map(
                        items ->
                            runs.stream()
                                .map(
                                    run ->
                                        with(
                                            run,
                                            commands.getOrDefault(run.id(), List.of()),
                                            items.getOrDefault(run.id(), List.of())))
                                .toList()));
  }

  private static Future<Map<Long, List<Run.Command>>> commands(
      SqlConnection c, long owner, Long[] runs) {
    return c.preparedQuery(
            "SELECT run_id, number, kind, items, outbox_id, command_id, status, ended, message,"
                + " queued_at, ended_at FROM search_command"
                + " WHERE owner_id = $1 AND run_id = ANY($2) ORDER BY run_id, number")
        .execute(Tuple.tuple().addValue(owner).addValue(runs))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> row.getLong("run_id"),
                            Collectors.mapping(RunRows::command, Collectors.toList()))));
  }

  private static Future<Map<Long, List<Run.Item>>> items(SqlConnection c, long owner, Long[] runs) {
    return c.preparedQuery(
            "SELECT run_id, command, item_id, kind, title, series_id, season, episode,"
                + " episode_title, year, outcome, release_title, indexer, grabbed_at"
                + " FROM search_run_item WHERE owner_id = $1 AND run_id = ANY($2)"
                + " ORDER BY run_id, position")
        .execute(Tuple.tuple().addValue(owner).addValue(runs))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> row.getLong("run_id"),
                            Collectors.mapping(RunRows::item, Collectors.toList()))));
  }

  private static Run with(Run run, List<Run.Command> commands, List<Run.Item> items) {
    return new Run(
        run.id(),
        run.scheduleId(),
        run.cause(),
        run.status(),
        run.startedAt(),
        run.endedAt(),
        run.blocked(),
        run.timesBlocked(),
        run.errorCode(),
        run.error(),
        run.candidates(),
        run.reasons(),
        run.estimatedQueries(),
        commands,
        items);
  }

  private static Run run(Row row) {
    return new Run(
        row.getLong("id"),
        row.getLong("schedule_id"),
        row.getString("cause"),
        row.getString("status"),
        required(row, "started_at"),
        instant(row, "ended_at"),
        row.getString("blocked"),
        row.getInteger("times_blocked"),
        row.getString("error_code"),
        row.getString("error"),
        row.getInteger("candidates"),
        reasons(row.getString("reasons")),
        row.getInteger("estimated_queries"),
        List.of(),
        List.of());
  }

  private static Run.Command command(Row row) {
    return new Run.Command(
        row.getInteger("number"),
        row.getString("kind"),
        row.getInteger("items"),
        row.getLong("outbox_id"),
        row.getLong("command_id"),
        row.getString("status"),
        row.getBoolean("ended"),
        row.getString("message"),
        instant(row, "queued_at"),
        instant(row, "ended_at"));
  }

  private static Run.Item item(Row row) {
    return new Run.Item(
        row.getInteger("command"),
        row.getLong("item_id"),
        row.getString("kind"),
        row.getString("title"),
        row.getLong("series_id"),
        row.getInteger("season"),
        row.getInteger("episode"),
        row.getString("episode_title"),
        row.getInteger("year"),
        row.getString("outcome"),
        row.getString("release_title"),
        row.getString("indexer"),
        instant(row, "grabbed_at"));
  }

  /** Counts by reason as the table has them. */
  static String reasons(Map<String, Integer> counts) {
    try {
      return JSON.writeValueAsString(counts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("counts cannot be written", e);
    }
  }

  private static Map<String, Integer> reasons(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Integer>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column reasons holds something else", e);
    }
  }
}
