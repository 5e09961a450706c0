package dev.arrway.platform.event;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the log. A cursor is one opaque text, {@code <epoch>-<id>}. */
public final class EventHistory {
  private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");
  private static final String WANTED =
      """
       WHERE owner_id = $1 AND ($2::text[] IS NULL OR type LIKE ANY ($2::text[]))
         AND ($3::bigint IS NULL OR instance_id = $3)
      """;

  private static final String EXTENT =
      """
      SELECT p.pruned, greatest(p.pruned, (SELECT max(id) FROM event WHERE owner_id = $1)) AS newest
        FROM (SELECT coalesce((SELECT through FROM event_pruned WHERE owner_id = $1), 0) AS pruned) p
      """;

  /** The columns of an event; its data is read as text, because it is not parsed here. */
  private static final String COLUMNS = "id, instance_id, type, occurred_at, data::text AS text";

  /**
   * The bytes of data after which a batch ends; limits the memory of events that wait for a slow
   * client.
   */
  private static final int MOST_BYTES = 512 << 10;

  private static final String AFTER =
      "SELECT e.*, x.pruned, x.newest FROM ("
          + EXTENT
          + ") x LEFT JOIN LATERAL (SELECT s.* FROM (SELECT b.*, count(*) OVER () AS found,"
          + " sum(octet_length(text)) OVER (ORDER BY id) - octet_length(text) AS before FROM"
          + " (SELECT "
          + COLUMNS
          + " FROM event "
          + WANTED
          + " AND id > $4 ORDER BY id LIMIT $5) b) s WHERE s.before < "
          + MOST_BYTES
          + ") e ON true ORDER BY e.id";
  private static final String PAGE =
      "SELECT " + COLUMNS + " FROM event " + WANTED + " ORDER BY id DESC LIMIT $4 OFFSET $5";

  /** All of it or nothing: readers see the rows, or that they are gone. */
  private static final String PRUNE =
      """
      WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1163284564, 0) AS mine),
           old AS (SELECT id FROM event WHERE occurred_at < $1 AND (SELECT mine FROM turn)
                    ORDER BY occurred_at LIMIT $2),
           many AS (SELECT e.id
                      FROM app_user u
                           CROSS JOIN LATERAL (SELECT id FROM event WHERE owner_id = u.id
                                                ORDER BY id DESC OFFSET $3 LIMIT 1) last
                           JOIN event e ON e.owner_id = u.id AND e.id <= last.id
                     WHERE (SELECT mine FROM turn) ORDER BY e.id LIMIT $2),
           gone AS (DELETE FROM event WHERE id IN (SELECT id FROM old UNION SELECT id FROM many)
                    RETURNING event.id, event.owner_id),
           told AS (INSERT INTO event_pruned (owner_id, through)
                    SELECT owner_id, max(id) FROM gone GROUP BY owner_id
                    ON CONFLICT (owner_id) DO UPDATE
                      SET through = greatest(event_pruned.through, excluded.through))
      SELECT count(*)::int FROM gone
      """;

  private static final int PRUNED_AT_ONCE = 5_000;

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

  /** Returns the cursor after an event. */
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

  /** Returns the range of events of an owner. */
  public Future<EventExtent> extent(long owner) {
    return database.asUser(
        owner,
        c -> c.preparedQuery(EXTENT).execute(Tuple.of(owner)).map(Rows.one(EventHistory::extent)));
  }

  /** Returns the newest id of each of these owners. */
  public Future<Map<Long, Long>> newest(Collection<Long> owners) {
    return database.asSystem(
        c ->
            c.preparedQuery(
                    """
                    SELECT owner, (SELECT coalesce(max(id), 0) FROM event WHERE owner_id = owner)
                      FROM unnest($1::bigint[]) owner
                    """)
                .execute(Tuple.tuple().addValue(owners.toArray(Long[]::new)))
                .map(Rows.list(row -> Map.entry(row.getLong(0), row.getLong(1))))
                .map(
                    all ->
                        all.stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
  }

  /**
   * Returns the next events after an id, at most {@code limit} and about 512 KiB; one snapshot
   * tells whether all are there.
   */
  public Future<EventBatch> after(long owner, long id, EventFilter filter, int limit) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(AFTER)
                .execute(values(owner, filter).addValue(id).addValue(limit))
                .map(Rows.list(row -> row))
                .map(rows -> batch(rows, id, limit)));
  }

  private static EventBatch batch(List<Row> rows, long after, int limit) {
    EventExtent extent = extent(rows.get(0));
    if (!extent.continues(after)) {
      return EventBatch.gone(extent.newest());
    }
    List<StoredEvent> events =
        rows.stream().filter(row -> row.getLong("id") != null).map(EventHistory::event).toList();
    boolean cut = !events.isEmpty() && rows.get(0).getLong("found") > events.size();
    boolean more = cut || events.size() == limit;
    return new EventBatch(
        events, more ? events.get(events.size() - 1).id() : extent.newest(), more, false);
  }

  private static EventExtent extent(Row row) {
    return new EventExtent(row.getLong("pruned"), row.getLong("newest"));
  }

  private static Tuple values(long owner, EventFilter filter) {
    return Tuple.tuple().addValue(owner).addValue(filter.patterns()).addValue(filter.instanceId());
  }

  /** Returns a page of events, newest first. */
  public Future<Slice<StoredEvent>> page(long owner, EventFilter filter, int limit, int offset) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery("SELECT count(*) FROM event " + WANTED)
                .execute(values(owner, filter))
                .map(Rows.one(row -> row.getLong(0)))
                .compose(
                    total ->
                        c.preparedQuery(PAGE)
                            .execute(values(owner, filter).addValue(limit).addValue(offset))
                            .map(Rows.list(EventHistory::event))
                            .map(items -> new Slice<>(items, total))));
  }

  /**
   * Forgets what is older than it has to be kept and what is more than an owner may have, a block
   * per transaction; how many events that were. While another node does the same this does nothing.
   *
   * @param most events an owner may have
   */
  public Future<Integer> prune(Duration retention, int most) {
    return prune(Instant.now().minus(retention).atOffset(ZoneOffset.UTC), most, 0);
  }

  private Future<Integer> prune(OffsetDateTime before, int most, int already) {
    return database
        .asSystem(c -> c.preparedQuery(PRUNE).execute(Tuple.of(before, PRUNED_AT_ONCE, most)))
        .map(Rows.one(row -> row.getInteger(0)))
        .compose(
            gone ->
                gone >= PRUNED_AT_ONCE
                    ? prune(before, most, already + gone)
                    : Future.succeededFuture(already + gone));
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
