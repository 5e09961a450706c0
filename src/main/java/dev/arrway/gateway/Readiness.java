package dev.arrway.gateway;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Whether this node should be sent requests: it has started, its database answers, and it is not
 * going down.
 */
public final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<Future<Void>> database;
  private final Supplier<Optional<String>> outage;
  private final Supplier<List<String>> warnings;
  private final AtomicBoolean open = new AtomicBoolean();

  /**
   * Not ready yet.
   *
   * @param database tells whether the database answers
   */
  public Readiness(Supplier<Future<Void>> database) {
    this(database, Optional::empty, List::of);
  }

  /**
   * Not ready yet.
   *
   * @param database tells whether the database answers
   * @param outage what is known to be wrong with it, in words that strangers may read
   * @param warnings names of what needs attention though requests can be served
   */
  public Readiness(
      Supplier<Future<Void>> database,
      Supplier<Optional<String>> outage,
      Supplier<List<String>> warnings) {
    this.database = database;
    this.outage = outage;
    this.warnings = warnings;
  }

  /** Returns names of what needs attention though requests can be served. */
  List<String> warnings() {
    return warnings.get();
  }

  /** From now on requests are welcome. */
  public void open() {
    open.set(true);
  }

  /** From now on requests should go elsewhere. */
  public void close() {
    open.set(false);
  }

  boolean isOpen() {
    return open.get();
  }

  /** Returns why requests cannot be served now; empty when they can. Never fails, and soon ends. */
  Future<Optional<String>> obstacle() {
    if (!open.get()) {
      return Future.succeededFuture(Optional.of("This node is starting or going down."));
    }
    return database
        .get()
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(Optional.<String>empty())
        .otherwise(cause -> Optional.of(outage.get().orElse("The database does not answer.")));
  }
}
