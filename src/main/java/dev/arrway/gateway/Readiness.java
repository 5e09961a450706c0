package dev.arrway.gateway;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Whether this node should be sent requests: it has started, its database answers, and it is not
 * going down.
 */
public final class Readiness {
  private final Supplier<Future<Void>> database;
  private final Supplier<List<String>> warnings;
  private final AtomicBoolean open = new AtomicBoolean();

  /**
   * Not ready yet.
   *
   * @param database tells whether the database answers
   */
  public Readiness(Supplier<Future<Void>> database) {
    this(database, List::of);
  }

  /**
   * Not ready yet.
   *
   * @param database tells whether the database answers
   * @param warnings names of what needs attention though requests can be served
   */
  public Readiness(Supplier<Future<Void>> database, Supplier<List<String>> warnings) {
    this.database = database;
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

  /** Whether requests are welcome and can be served. */
  Future<Boolean> check() {
    return open.get() ? database.get().map(true).otherwise(false) : Future.succeededFuture(false);
  }
}
