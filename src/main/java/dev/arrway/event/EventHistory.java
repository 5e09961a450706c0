package dev.arrway.event;

import dev.arrway.store.Database;
import dev.arrway.store.Rows;
import dev.arrway.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the log. A cursor is one opaque text, {@code <epoch>-<id>}. */
public final class EventHistory {
  private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");
  private static final String WANTED =
      """
       WHERE owner_id = $1 AND ($2::text[] IS NULL OR type LIKE ANY ($2::text[]))
         AND ($3::bigint IS NULL OR instance_id = $3)
      """;

  private final Database database;
  private final String epoch;

  private EventHistory(Database database, String epoch) {
    this.database = database;
    this.epoch = epoch;
  }

  /** The log of this database. */
  public static Future<EventHistory> open(Database database) {
    return database
        .asSystem(
            c ->
                c.query("SELECT epoch FROM event_state")
                    .execute()
                    .map(Rows.one(row -> row.getString(0))))
        .map(epoch -> new EventHistory(database, epoch));
  }

  /** The cursor behind an event. */
  public String cursor(long id) {
    return epoch + "-" + id;
  }

  /** The id in a cursor of ours; nothing when it is of another database or no cursor at all. */
  public Optional<Long> idOf(String cursor) {
    Matcher matcher = CURSOR.matcher(cursor);
    return matcher.matches() && matcher.group(1).equals(epoch)
        ? Optional.of(Long.parseLong(matcher.group(2)))
        : Optional.empty();
  }

  /** The newest id of an owner, 0 when there is none. */
  public Future<Long> newest(long owner) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery("SELECT coalesce(max(id), 0) FROM event WHERE owner_id = $1")
                .execute(Tuple.of(owner))
                .map(Rows.one(row -> row.getLong(0))));
  }

  /** Up to which id history is gone. */
  public Future<Long> prunedThrough() {
    return database.asSystem(
        c ->
            c.query("SELECT pruned_through FROM event_state")
                .execute()
                .map(Rows.one(row -> row.getLong(0))));
  }

  /** The next events after an id, at most {@code limit}. */
  public Future<EventBatch> after(long owner, long id, EventFilter filter, int limit) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(
                    "SELECT e.*, e.data::text AS text, l.last FROM"
                        + " (SELECT coalesce(max(id), 0) AS last FROM event WHERE owner_id = $1) l"
                        + " LEFT JOIN LATERAL (SELECT * FROM event "
                        + WANTED
                        + " AND id > $4 ORDER BY id LIMIT $5) e ON true ORDER BY e.id")
                .execute(
                    Tuple.tuple()
                        .addValue(owner)
                        .addValue(filter.patterns())
                        .addValue(filter.instanceId())
                        .addValue(id)
                        .addValue(limit))
                .map(Rows.list(row -> row))
                .map(rows -> batch(rows, id, limit)));
  }

  private static EventBatch batch(List<Row> rows, long after, int limit) {
    List<StoredEvent> events =
        rows.stream().filter(row -> row.getLong("id") != null).map(EventHistory::event).toList();
    boolean more = events.size() == limit;
    long through = more ? events.get(limit - 1).id() : rows.get(0).getLong("last");
    return new EventBatch(events, Math.max(through, after), more);
  }

  /** A page of the past, newest first. */
  public Future<Slice<StoredEvent>> page(long owner, EventFilter filter, int limit, int offset) {
    Tuple values =
        Tuple.tuple().addValue(owner).addValue(filter.patterns()).addValue(filter.instanceId());
    return database.asUser(
        owner,
        c ->
            c.preparedQuery("SELECT count(*) FROM event " + WANTED)
                .execute(values)
                .map(Rows.one(row -> row.getLong(0)))
                .compose(
                    total ->
                        c.preparedQuery(
                                "SELECT *, data::text AS text FROM event "
                                    + WANTED
                                    + " ORDER BY id DESC LIMIT $4 OFFSET $5")
                            .execute(
                                Tuple.tuple()
                                    .addValue(owner)
                                    .addValue(filter.patterns())
                                    .addValue(filter.instanceId())
                                    .addValue(limit)
                                    .addValue(offset))
                            .map(Rows.list(EventHistory::event))
                            .map(items -> new Slice<>(items, total))));
  }

  /** Forgets what is older than it has to be kept; how many events that were. */
  public Future<Integer> prune(Duration retention) {
    return database.asSystem(
        c ->
            c.preparedQuery(
                    """
                    WITH gone AS (DELETE FROM event WHERE occurred_at < $1 RETURNING id),
                         kept AS (UPDATE event_state SET pruned_through =
                           greatest(pruned_through, (SELECT coalesce(max(id), 0) FROM gone)))
                    SELECT count(*)::int FROM gone
                    """)
                .execute(
                    Tuple.of(java.time.Instant.now().minus(retention).atOffset(ZoneOffset.UTC)))
                .map(Rows.one(row -> row.getInteger(0))));
  }

  private static StoredEvent event(Row row) {
    return new StoredEvent(
        row.getLong("id"),
        row.getLong("instance_id"),
        row.getString("type"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getString("text"));
  }
}
