package dev.arrway.feature.timelines;

import static dev.arrway.feature.timelines.TimelineRows.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.timeline.Step;
import dev.arrway.domain.timeline.StepKind;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The SQL of steps. */
final class StepRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

  private StepRows() {}

  /** All of one timeline. */
  static Future<List<Step>> of(SqlConnection c, Timeline t) {
    return of(c, t.ownerId(), List.of(t.id())).map(all -> all.getOrDefault(t.id(), List.of()));
  }

  /** All of these timelines. */
  static Future<Map<Long, List<Step>>> of(SqlConnection c, long owner, Collection<Long> timelines) {
    return c.preparedQuery(
            """
            SELECT timeline_id, key, kind, at, instance_id, download_id, data::text AS text
              FROM timeline_step WHERE owner_id = $1 AND timeline_id = ANY ($2::bigint[])
            """)
        .execute(Tuple.tuple().addValue(owner).addValue(timelines.toArray(Long[]::new)))
        .map(Rows.list(row -> Map.entry(row.getLong("timeline_id"), step(row))))
        .map(
            all ->
                all.stream()
                    .collect(
                        Collectors.groupingBy(
                            Map.Entry::getKey,
                            Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
  }

  /** Writes a step in place of what was known of it. */
  static Future<Void> put(SqlConnection c, Timeline t, Step step) {
    return c.preparedQuery(
            """
            INSERT INTO timeline_step (timeline_id, owner_id, key, kind, at, instance_id, download_id, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)
            ON CONFLICT (timeline_id, key) DO UPDATE SET kind = excluded.kind, at = excluded.at,
              instance_id = excluded.instance_id, download_id = excluded.download_id, data = excluded.data
            """)
        .execute(
            Tuple.tuple()
                .addValue(t.id())
                .addValue(t.ownerId())
                .addValue(step.key())
                .addValue(step.kind().wireName())
                .addValue(utc(step.at()))
                .addValue(step.instanceId())
                .addValue(step.downloadId())
                .addValue(write(step.data())))
        .mapEmpty();
  }

  /** Keeps what nobody knows the title of yet. */
  static Future<Void> keep(SqlConnection c, long owner, Step step) {
    return c.preparedQuery(
            """
            INSERT INTO timeline_loose (owner_id, download_id, key, kind, at, instance_id, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb) ON CONFLICT DO NOTHING
            """)
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(step.downloadId())
                .addValue(step.key())
                .addValue(step.kind().wireName())
                .addValue(utc(step.at()))
                .addValue(step.instanceId())
                .addValue(write(step.data())))
        .mapEmpty();
  }

  /** Takes what was kept of a download, oldest first. */
  static Future<List<Step>> take(SqlConnection c, long owner, String downloadId) {
    return c.preparedQuery(
            """
            DELETE FROM timeline_loose WHERE owner_id = $1 AND download_id = $2
            RETURNING key, kind, at, instance_id, download_id, data::text AS text
            """)
        .execute(Tuple.of(owner, downloadId))
        .map(Rows.list(StepRows::step))
        .map(all -> all.stream().sorted(Step.ORDER).toList());
  }

  private static Step step(Row row) {
    return new Step(
        row.getString("key"),
        StepKind.of(row.getString("kind")),
        row.getOffsetDateTime("at").toInstant(),
        row.getLong("instance_id"),
        row.getString("download_id"),
        read(row.getString("text")));
  }

  private static Map<String, Object> read(String text) {
    try {
      return JSON.readValue(text, DATA);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the data of a step cannot be read", e);
    }
  }

  private static String write(Map<String, Object> data) {
    try {
      return JSON.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data of a step cannot be written", e);
    }
  }
}
