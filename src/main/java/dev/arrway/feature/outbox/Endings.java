package dev.arrway.feature.outbox;

import dev.arrway.platform.bus.Registration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who waits to hear what became of changes on this node. */
final class Endings {
  private final Map<Long, Promise<OutboxEntry>> awaited = new ConcurrentHashMap<>();
  private final List<Consumer<OutboxEntry>> listeners = new CopyOnWriteArrayList<>();

  /** How the next try of a change ends. */
  Future<OutboxEntry> next(long id) {
    return awaited.computeIfAbsent(id, same -> Promise.<OutboxEntry>promise()).future();
  }

  Registration listen(Consumer<OutboxEntry> listener) {
    listeners.add(listener);
    return () -> {
      listeners.remove(listener);
      return Future.succeededFuture();
    };
  }

  /** A try has ended, and how is written down. */
  void tell(OutboxEntry entry) {
    Promise<OutboxEntry> waiting = awaited.remove(entry.id());
    if (waiting != null) {
      waiting.complete(entry);
    }
    if (entry.state().ended()) {
      listeners.forEach(listener -> listener.accept(entry));
    }
  }
}
