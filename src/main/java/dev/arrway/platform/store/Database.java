package dev.arrway.platform.store;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pool, and the only way to a connection: one transaction per call, bound to a user or to the
 * system. Every connection runs as {@value #APP_ROLE}, which is neither superuser nor owner of a
 * table, so that row-level security holds for it.
 *
 * <p>Failures: {@link StoreUnavailable} when no connection is free within {@link #POOL_WAIT} or one
 * is lost, {@link UniqueViolation} for a doubled key, the driver's own {@code PgException}
 * otherwise; what the given work fails with is passed on. Every failure rolls back. A caller on a
 * Vert.x context gets its result there.
 */
public final class Database {
  /** The role of all connections of the pool. */
  public static final String APP_ROLE = "arrway_app";

  /** How long a caller waits for a connection. */
  public static final Duration POOL_WAIT = Duration.ofSeconds(2);

  /** A transaction that its owner forgot ends after this long, and frees its locks. */
  private static final Duration IDLE_TRANSACTION = Duration.ofMinutes(10);

  /** The maximum time of a statement, far longer than any takes in a working database. */
  static final Duration LONGEST_STATEMENT = Duration.ofMinutes(5);

  /**
   * The maximum time for which a statement waits for a lock; then it fails and its connection is
   * free again.
   */
  static final Duration LONGEST_LOCK_WAIT = Duration.ofMinutes(1);

  private static final String SYSTEM_SCOPE = "SELECT set_config('arrway.scope', 'system', true)";
  private static final int WAITERS_PER_CONNECTION = 256;

  private final Vertx vertx;
  private final Pool pool;
  private final int most;
  private final DatabaseAvailability availability;
  private final FairSlots userShares;
  private final AtomicInteger waiting;
  private final AtomicInteger inUse;

  /** Null when transactions begin at once, as those of requests do. */
  private final @Nullable TransactionQueue queue;

  private final Database background;

  private Database(
      Vertx vertx,
      Pool pool,
      int most,
      DatabaseAvailability availability,
      TransactionQueue backgroundQueue) {
    this.vertx = vertx;
    this.pool = pool;
    this.most = most;
    this.availability = availability;
    this.userShares = userShares(most);
    this.waiting = new AtomicInteger();
    this.inUse = new AtomicInteger();
    this.queue = null;
    this.background = new Database(this, backgroundQueue);
  }

  private Database(Database whole, TransactionQueue queue) {
    this.vertx = whole.vertx;
    this.pool = whole.pool;
    this.most = whole.most;
    this.availability = whole.availability;
    this.userShares = whole.userShares;
    this.waiting = whole.waiting;
    this.inUse = whole.inUse;
    this.queue = queue;
    this.background = this;
  }

  /**
   * Returns the same database for work that no request waits for, such as samples of thousands of
   * instances: its transactions use at most half of the pool, so that requests always find the
   * other half, and wait for their turn far longer than a request would.
   *
   * <p>Such a transaction must not begin another one before it has ended.
   */
  public Database background() {
    return background;
  }

  /** One user's transactions take three quarters of the connections at the most. */
  private static FairSlots userShares(int connections) {
    int queued = connections * WAITERS_PER_CONNECTION;
    return new FairSlots(
        "database transactions",
        "database.pool_size",
        new FairSlots.SlotLimits(
            Integer.MAX_VALUE, Math.max(1, connections * 3 / 4), Integer.MAX_VALUE, queued));
  }

  /**
   * The pool at one moment.
   *
   * @param most connections that it may open
   * @param open connections that are open
   * @param inUse of them at work
   * @param waiting callers that wait for one
   */
  public record PoolState(int most, int open, int inUse, int waiting) {}

  /** The pool now. */
  public PoolState pool() {
    return new PoolState(most, pool.size(), inUse.get(), waiting.get());
  }

  /** Returns what is known about the database without asking it. */
  public DatabaseAvailability availability() {
    return availability;
  }

  /** A pool of at most {@code poolSize} connections; connects at first use. */
  public static Database open(Vertx vertx, DatabaseEndpoint endpoint, int poolSize) {
    return open(vertx, endpoint, poolSize, new DatabaseAvailability());
  }

  /** The same for a database of which something is known; see {@link DatabaseAvailability}. */
  static Database open(
      Vertx vertx, DatabaseEndpoint endpoint, int poolSize, DatabaseAvailability availability) {
    PgConnectOptions connect =
        endpoint
            .toConnectOptions()
            .addProperty("role", APP_ROLE)
            .addProperty(
                "idle_in_transaction_session_timeout", Long.toString(IDLE_TRANSACTION.toMillis()))
            .addProperty("statement_timeout", Long.toString(LONGEST_STATEMENT.toMillis()))
            .addProperty("lock_timeout", Long.toString(LONGEST_LOCK_WAIT.toMillis()))
            .setCachePreparedStatements(true);
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(poolSize)
            // How long is waited is up to acquire(): the pool's own limit leaves a caller without
            // any answer when a connection fails to be made after the limit.
            .setConnectionTimeout(0)
            .setMaxWaitQueueSize(poolSize * WAITERS_PER_CONNECTION);
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout((int) POOL_WAIT.toMillis())
            .setTcpKeepAlive(true)
            .setTcpNoDelay(true);
    return new Database(
        vertx,
        PgBuilder.pool().with(options).with(net).connectingTo(connect).using(vertx).build(),
        poolSize,
        availability,
        new TransactionQueue(vertx, Math.max(1, poolSize / 2)));
  }

  /**
   * Runs the work in one transaction that sees and writes the rows of this user (and what policies
   * share with them). Statements may be sent without waiting for each other: they are pipelined.
   * Beyond three quarters of the connections a user waits for transactions of the same user.
   *
   * @param userId the user's id, above 0
   */
  public <T> Future<T> asUser(long userId, Function<SqlConnection, Future<T>> work) {
    if (userId <= 0) {
      return Future.failedFuture(new IllegalArgumentException("user id " + userId));
    }
    String scope = "SELECT set_config('arrway.user_id', '" + userId + "', true)";
    if (queue != null) {
      return inTransaction(scope, work);
    }
    return userShares
        .tryTake(userId)
        .map(share -> FairSlots.using(share, () -> inTransaction(scope, work)))
        .orElseGet(() -> inTurn(userId, scope, work));
  }

  private <T> Future<T> inTurn(long userId, String scope, Function<SqlConnection, Future<T>> work) {
    FairSlots.QueuePlace place;
    try {
      place = userShares.enqueue(userId);
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    long timer = vertx.setTimer(POOL_WAIT.toMillis(), fired -> place.leave(late()));
    return onCallersContext(
        place
            .slot()
            .compose(
                share -> {
                  boolean inTime = vertx.cancelTimer(timer);
                  return inTime
                      ? FairSlots.using(share, () -> inTransaction(scope, work))
                      : Future.failedFuture(late());
                }));
  }

  private static Throwable late() {
    return StoreFailures.acquiring(new TimeoutException("all connections of the user are in use"));
  }

  /** Runs the work in one transaction that sees and writes the rows of all users. */
  public <T> Future<T> asSystem(Function<SqlConnection, Future<T>> work) {
    return inTransaction(SYSTEM_SCOPE, work);
  }

  /** Succeeds when a connection is to be had and the server answers on it. */
  public Future<Void> ping() {
    return acquire()
        .compose(c -> c.query("SELECT 1").execute().<Void>mapEmpty().eventually(() -> release(c)))
        .recover(cause -> Future.failedFuture(StoreFailures.using(cause)));
  }

  /** Ends all connections. */
  public Future<Void> close() {
    return pool.close();
  }

  private Future<SqlConnection> acquire() {
    Optional<String> outage = availability.outage();
    if (outage.isPresent()) {
      return Future.failedFuture(new StoreUnavailable(outage.get()));
    }
    waiting.incrementAndGet();
    return withinLimit(pool.getConnection())
        .transform(
            (connection, cause) -> {
              waiting.decrementAndGet();
              if (cause != null) {
                return Future.failedFuture(StoreFailures.acquiring(cause));
              }
              inUse.incrementAndGet();
              return Future.succeededFuture(connection);
            });
  }

  /** A connection that comes when its caller has given up goes back to the pool. */
  private Future<SqlConnection> withinLimit(Future<SqlConnection> asked) {
    if (asked.isComplete()) {
      return asked;
    }
    Promise<SqlConnection> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            POOL_WAIT.toMillis(),
            fired -> answer.tryFail("none came within " + POOL_WAIT.toMillis() + " ms"));
    Sink.of(
        asked,
        Runnable::run,
        (connection, cause) -> {
          vertx.cancelTimer(timer);
          if (connection == null) {
            answer.tryFail(cause);
          } else if (!answer.tryComplete(connection)) {
            Future<Void> returned = connection.close();
            assert returned != null;
          }
        });
    return answer.future();
  }

  private Future<Void> release(SqlConnection connection) {
    inUse.decrementAndGet();
    return connection.close();
  }

  private <T> Future<T> inTransaction(String scope, Function<SqlConnection, Future<T>> work) {
    TransactionQueue turns = queue;
    return onCallersContext(
        turns == null
            ? transaction(scope, work)
            : turns.run(() -> patient(scope, work, System.nanoTime())));
  }

  /**
   * A pool that opens its connections while the machine is busy may take longer than a request
   * waits.
   */
  private <T> Future<T> patient(String scope, Function<SqlConnection, Future<T>> work, long began) {
    long tried = System.nanoTime();
    return acquire()
        .map(Optional::of)
        .recover(
            cause -> {
              long now = System.nanoTime();
              boolean waited = now - tried >= POOL_WAIT.toNanos() / 2;
              boolean timeLeft = now - began < TransactionQueue.LONGEST_WAIT.toNanos();
              return waited && timeLeft
                  ? Future.succeededFuture(Optional.empty())
                  : Future.failedFuture(cause);
            })
        .compose(
            connection ->
                connection.isPresent()
                    ? used(connection.get(), scope, work)
                    : patient(scope, work, began));
  }

  private <T> Future<T> transaction(String scope, Function<SqlConnection, Future<T>> work) {
    return acquire().compose(c -> used(c, scope, work));
  }

  private <T> Future<T> used(
      SqlConnection c, String scope, Function<SqlConnection, Future<T>> work) {
    return scoped(c, scope, work)
        .eventually(() -> release(c))
        .recover(cause -> Future.failedFuture(StoreFailures.using(cause)));
  }

  /**
   * What composes on a future runs on the thread that ends it, and the pool ends one on the
   * connection's: an actor that goes on from there would leave its own context.
   */
  private static <T> Future<T> onCallersContext(Future<T> future) {
    Context caller = Vertx.currentContext();
    if (caller == null) {
      return future;
    }
    Promise<T> promise = Promise.promise();
    Sink.of(future, Sink.on(caller), promise::complete);
    return promise.future();
  }

  private static <T> Future<T> scoped(
      SqlConnection connection, String scope, Function<SqlConnection, Future<T>> work) {
    return connection
        .begin()
        .compose(
            transaction -> {
              // Not awaited: the server runs it before whatever the work sends on this connection.
              Future<?> bound = connection.query(scope).execute();
              return call(work, connection)
                  .eventually(() -> bound)
                  .compose(
                      result -> transaction.commit().map(result),
                      cause -> rollback(transaction, cause));
            });
  }

  private static <T> Future<T> call(
      Function<SqlConnection, Future<T>> work, SqlConnection connection) {
    try {
      return work.apply(connection);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static <T> Future<T> rollback(Transaction transaction, Throwable cause) {
    return transaction.rollback().transform(ended -> Future.failedFuture(cause));
  }
}
