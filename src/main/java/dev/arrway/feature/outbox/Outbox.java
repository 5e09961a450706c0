package dev.arrway.feature.outbox;

import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.StoredMessages;
import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlQuota;
import dev.arrway.platform.store.SqlRetention;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.ChangeDescriptions;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends changes to instances so that none is lost and none is done twice: a row is committed before
 * anything is sent, and what may have been done is looked for before it is sent again.
 */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** How long somebody who asks for a change waits for its outcome. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Parts parts;
  private final OutboxRows rows;
  private final Attempts attempts;
  private final Endings endings = new Endings();
  private final InstanceQueues queues;
  private final SqlQuota quota;

  /**
   * What the outbox uses.
   *
   * @param preparation completes changes before they are sent
   * @param descriptions what events show of changes
   * @param mostOpen changes of one user that may wait or be on their way
   */
  public record Parts(
      Vertx vertx,
      Database database,
      EventLog events,
      InstanceDirectory directory,
      InstanceClient instances,
      ChangePreparation preparation,
      StoredMessages messages,
      ChangeDescriptions descriptions,
      int mostOpen,
      Clock clock) {}

  /** Not sending yet. */
  public Outbox(Parts parts) {
    this.parts = parts;
    this.rows = new OutboxRows(parts.messages());
    this.attempts = new Attempts(parts, rows);
    this.queues = new InstanceQueues(parts, rows, attempts, endings);
    this.quota =
        new SqlQuota(
            "outbox",
            "state IN ('queued', 'sent')",
            parts.mostOpen(),
            "changes that wait for instances",
            "limits.open_changes");
  }

  /** Takes over what an earlier process has left, and begins to send. */
  public Future<Void> start() {
    return queues.start();
  }

  /** Begins no more tries. What is on its way ends with the actors. */
  public Future<Void> stop() {
    queues.stop();
    return Future.succeededFuture();
  }

  /**
   * Adds a change in the caller's transaction; its idempotency key is the caller's business. It is
   * sent after {@link #wake}, or a few seconds after the commit.
   */
  public Future<OutboxEntry> add(SqlConnection transaction, NewChange change) {
    return addAll(transaction, List.of(change)).map(added -> added.get(0));
  }

  /**
   * Adds changes of one owner as {@link #add} does, in their order. Call it at the end of a
   * transaction, because it locks the owner's events until the commit.
   */
  public Future<List<OutboxEntry>> addAll(SqlConnection transaction, List<NewChange> changes) {
    return inserted(transaction, changes, NewChange::correlation, false)
        .compose(
            added ->
                parts
                    .events()
                    .append(transaction, added.stream().map(attempts::transition).toList())
                    .map(added));
  }

  /**
   * Takes the name that a client gave a request, for what the caller's transaction begins.
   *
   * @return empty when the name was free or is not given; else the correlation id of what the same
   *     request began before. Fails with {@code invalid} when another request has the name
   */
  public Future<Optional<String>> claim(
      SqlConnection transaction, long ownerId, @Nullable IdempotencyKey key, String correlationId) {
    return IdempotencyRows.claim(transaction, ownerId, key, correlationId);
  }

  /** Sends what waits for an instance. */
  public void wake(long instanceId) {
    queues.look(instanceId);
  }

  /** The instance was reached, or its breaker has closed: what waits for it goes now. */
  public void reachable(long instanceId) {
    queues.reachable(instanceId);
  }

  /**
   * Asks for a change and tries it at once.
   *
   * @return the change as it stands when it ended, when its first try failed, or after 5 s,
   *     whichever comes first; with an idempotency key that was used before, the change that was
   *     asked for then. Fails with {@code invalid} when the key was another request's
   */
  public Future<OutboxEntry> submit(NewChange change) {
    return submitAll(List.of(change)).map(entries -> entries.get(0));
  }

  /**
   * Asks for changes of one owner that belong together; see {@link #submit}. The first one's
   * idempotency key and correlation id are those of all.
   */
  public Future<List<OutboxEntry>> submitAll(List<NewChange> changes) {
    return submitAll(changes, (c, added) -> Future.succeededFuture());
  }

  /** What is written in the transaction that adds changes; not when they were asked before. */
  @FunctionalInterface
  public interface Beside {
    /** Writes; fails the whole transaction when it fails. */
    Future<?> write(SqlConnection transaction, List<OutboxEntry> added);
  }

  /** The same, with something that belongs to the changes. */
  public Future<List<OutboxEntry>> submitAll(List<NewChange> changes, Beside beside) {
    NewChange first = changes.get(0);
    String correlation = first.correlation();
    return parts
        .database()
        .asUser(
            first.ownerId(),
            c ->
                IdempotencyRows.claim(c, first.ownerId(), first.idempotency(), correlation)
                    .compose(
                        before ->
                            before.isPresent()
                                ? rows.correlated(c, first.ownerId(), before.get())
                                    .map(known -> new Asked(known, false))
                                : insert(c, changes, correlation, beside)
                                    .map(added -> new Asked(added, true))))
        .compose(this::outcomes);
  }

  /**
   * What a request of this name began before, followed as {@link #submit} does; empty when there
   * was none. Fails with {@code invalid} when the key was another request's.
   */
  public Future<List<OutboxEntry>> repeated(long ownerId, @Nullable IdempotencyKey key) {
    if (key == null) {
      return Future.succeededFuture(List.of());
    }
    return parts
        .database()
        .asUser(
            ownerId,
            c ->
                IdempotencyRows.known(c, ownerId, key)
                    .compose(
                        before ->
                            before.isPresent()
                                ? rows.correlated(c, ownerId, before.get()).map(Optional::of)
                                : Future.succeededFuture(Optional.<List<OutboxEntry>>empty())))
        .compose(
            before ->
                before.isPresent()
                    ? outcomes(new Asked(before.get(), false))
                    : Future.succeededFuture(List.of()));
  }

  private record Asked(List<OutboxEntry> entries, boolean isNew) {}

  private Future<List<OutboxEntry>> insert(
      SqlConnection c, List<NewChange> changes, String correlation, Beside beside) {
    return inserted(c, changes, change -> correlation, true)
        .compose(added -> beside.write(c, added).map(added))
        .compose(
            added ->
                parts
                    .events()
                    .append(c, added.stream().flatMap(e -> begun(e).stream()).toList())
                    .map(added));
  }

  private Future<List<OutboxEntry>> inserted(
      SqlConnection c,
      List<NewChange> changes,
      Function<NewChange, String> correlation,
      boolean atOnce) {
    long owner = changes.get(0).ownerId();
    for (NewChange change : changes) {
      if (parts.directory().mine(owner, change.instanceId()).ownerId() != change.ownerId()) {
        throw new IllegalArgumentException("changes of several owners in one transaction");
      }
    }
    Instant now = parts.clock().instant();
    return quota
        .requireRoom(c, owner, changes.size())
        .compose(
            room -> {
              // Sent without waiting for each other; the connection keeps their order.
              List<Future<OutboxEntry>> all =
                  changes.stream()
                      .map(change -> rows.insert(c, change, correlation.apply(change), atOnce, now))
                      .toList();
              return Future.join(all).map(done -> all.stream().map(Future::result).toList());
            });
  }

  /** A change that is tried at once passes both states in one transaction. */
  private List<EventDraft> begun(OutboxEntry sent) {
    return List.of(attempts.transition(sent.asQueued()), attempts.transition(sent));
  }

  private Future<List<OutboxEntry>> outcomes(Asked asked) {
    if (asked.entries().isEmpty()) {
      return Future.failedFuture(IdempotencyRows.gone());
    }
    List<Future<OutboxEntry>> all =
        asked.entries().stream().map(e -> asked.isNew() ? atOnce(e) : followed(e)).toList();
    return Future.join(all).map(done -> all.stream().map(Future::result).toList());
  }

  private Future<OutboxEntry> atOnce(OutboxEntry entry) {
    Future<Attempts.Tried> tried = attempts.send(entry, true).map(this::besideTheQueue);
    return within(tried.map(Attempts.Tried::entry), entry);
  }

  private Attempts.Tried besideTheQueue(Attempts.Tried tried) {
    endings.tell(tried.entry());
    if (tried.entry().state() == OutboxState.QUEUED) {
      queues.left(tried.entry().instanceId(), tried.down());
    }
    return tried;
  }

  /** Whoever asks again for what is on its way waits for the same outcome. */
  private Future<OutboxEntry> followed(OutboxEntry entry) {
    if (entry.state().ended()) {
      return Future.succeededFuture(entry);
    }
    Future<OutboxEntry> next = endings.next(entry.id());
    // It may have ended between the look at its row and this moment.
    Future<OutboxEntry> either =
        find(entry.ownerId(), entry.id())
            .compose(now -> now.state() == OutboxState.SENT ? next : Future.succeededFuture(now));
    return within(either, entry);
  }

  private Future<OutboxEntry> within(Future<OutboxEntry> outcome, OutboxEntry entry) {
    return outcome
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            cause -> {
              if (outcome.failed()) {
                log.atWarn().setCause(cause).log("what became of a change is not written down yet");
              }
              return find(entry.ownerId(), entry.id());
            });
  }

  /** One of a user's changes; fails with {@code not_found}. */
  public Future<OutboxEntry> find(long ownerId, long id) {
    return parts.database().asUser(ownerId, c -> rows.find(c, ownerId, id)).map(Outbox::existing);
  }

  private static OutboxEntry existing(Optional<OutboxEntry> found) {
    return found.orElseThrow(() -> Failure.notFound("change").asException());
  }

  /** A user's changes, newest first. */
  public Future<Slice<OutboxEntry>> list(long ownerId, OutboxFilter filter, int limit, int offset) {
    return parts.database().asUser(ownerId, c -> rows.list(c, ownerId, filter, limit, offset));
  }

  /** Changes that belong together, in the order in which they were asked. */
  public Future<List<OutboxEntry>> correlated(long ownerId, String correlationId) {
    return parts.database().asUser(ownerId, c -> rows.correlated(c, ownerId, correlationId));
  }

  /**
   * The correlation id of the newest change of the last day that adds, or has added, this title.
   *
   * @param tmdbId of a movie, or null
   * @param tvdbId of a series, or null
   */
  public Future<Optional<String>> adding(
      SqlConnection transaction,
      long instanceId,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId) {
    return rows.adding(transaction, instanceId, tmdbId, tvdbId);
  }

  /** Tries a change now that waits or has failed; fails with {@code conflict} in other states. */
  public Future<OutboxEntry> retry(long ownerId, long id) {
    return moved(ownerId, id, c -> rows.retry(c, ownerId, id, parts.clock().instant()), "retried")
        .map(
            entry -> {
              queues.wake(entry.instanceId());
              return entry;
            });
  }

  /** Takes back a change that waits; fails with {@code conflict} in other states. */
  public Future<OutboxEntry> cancel(long ownerId, long id) {
    return moved(
            ownerId, id, c -> rows.cancel(c, ownerId, id, parts.clock().instant()), "cancelled")
        .map(
            entry -> {
              endings.tell(entry);
              return entry;
            });
  }

  private Future<OutboxEntry> moved(
      long ownerId,
      long id,
      Function<SqlConnection, Future<Optional<OutboxEntry>>> move,
      String participle) {
    return parts
        .database()
        .asUser(
            ownerId,
            c ->
                move.apply(c)
                    .compose(
                        moved ->
                            moved.isPresent()
                                ? parts
                                    .events()
                                    .append(c, attempts.transition(moved.get()))
                                    .map(moved.get())
                                : rows.find(c, ownerId, id)
                                    .compose(there -> immovable(existing(there), participle))));
  }

  private static Future<OutboxEntry> immovable(OutboxEntry entry, String participle) {
    return Future.failedFuture(
        FailureException.of(
            FailureCode.CONFLICT,
            "A change that is " + entry.state().wireName() + " cannot be " + participle + "."));
  }

  /** Calls a listener, which must be quick, on any thread after a change has ended on this node. */
  public Registration onEnded(Consumer<OutboxEntry> listener) {
    return endings.listen(listener);
  }

  /** How many changes there are of all users, by state. */
  public Future<Map<OutboxState, Long>> counts() {
    return parts.database().asSystem(rows::counts);
  }

  /** Deletes changes that have ended, and names of requests, once they are old or too many. */
  public Future<Integer> prune(RetentionConfig retention) {
    return SqlRetention.prune(
        parts.database(), parts.clock().instant(), OutboxRetention.rules(retention));
  }
}
