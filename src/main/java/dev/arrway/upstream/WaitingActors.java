package dev.arrway.upstream;

import dev.arrway.platform.bus.Sink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The actors that are not started yet after the start of the gateway. They are started a few at a
 * time while the gateway serves requests already; one that a request needs is started before the
 * others. Thread-safe.
 */
public final class WaitingActors implements PendingActors {
  /** Actors that start at once. */
  static final int AT_ONCE = 32;

  private final Map<Long, Supplier<Future<Void>>> waiting = new ConcurrentHashMap<>();
  private final Map<Long, Future<Void>> starting = new ConcurrentHashMap<>();

  /**
   * Adds an actor that is to be started.
   *
   * @param id the instance
   * @param start starts the actor; its future never fails
   */
  public void add(long id, Supplier<Future<Void>> start) {
    waiting.put(id, start);
  }

  /** Removes an actor that was started in another way or is no longer needed. */
  public void remove(long id) {
    waiting.remove(id);
  }

  /** Removes all, so that no more are started. */
  public void clear() {
    waiting.clear();
  }

  @Override
  public boolean contains(long id) {
    return waiting.containsKey(id) || starting.containsKey(id);
  }

  @Override
  public int size() {
    return waiting.size() + starting.size();
  }

  @Override
  public Future<Void> start(long id) {
    if (waiting.isEmpty() && starting.isEmpty()) {
      return Future.succeededFuture();
    }
    // Inside the map's lock: after remove(), the start has either begun or will never begin.
    Supplier<Future<Void>> left = waiting.computeIfPresent(id, this::begin);
    assert left == null;
    Future<Void> begun = starting.get(id);
    return begun == null ? Future.succeededFuture() : begun;
  }

  private @Nullable Supplier<Future<Void>> begin(Long id, Supplier<Future<Void>> start) {
    Future<Void> begun = start.get();
    starting.put(id, begun);
    Future<Void> watched =
        begun.eventually(
            () -> {
              starting.remove(id, begun);
              return Future.succeededFuture();
            });
    assert watched != null;
    return null;
  }

  /** Starts all that wait, {@value #AT_ONCE} at a time; completes when none waits any more. */
  public Future<Void> startAll() {
    Queue<Long> order = new ConcurrentLinkedQueue<>(sorted(waiting.keySet()));
    return Future.join(IntStream.range(0, AT_ONCE).mapToObj(one -> startInTurn(order)).toList())
        .mapEmpty();
  }

  private Future<Void> startInTurn(Queue<Long> order) {
    Promise<Void> ended = Promise.promise();
    startNext(order, ended);
    return ended.future();
  }

  /**
   * Starts the next actors. It loops while starts complete at once, since recursion or chained
   * futures for thousands of actors would fill the stack.
   */
  private void startNext(Queue<Long> order, Promise<Void> ended) {
    for (Long id = order.poll(); id != null; id = order.poll()) {
      Future<Void> begun = start(id);
      if (!begun.isComplete()) {
        Sink.of(begun, Runnable::run, (started, cause) -> startNext(order, ended));
        return;
      }
    }
    ended.complete();
  }

  private static List<Long> sorted(Collection<Long> ids) {
    return ids.stream().sorted().toList();
  }
}
