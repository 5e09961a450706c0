package dev.arrway.feature.instances;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Runs the operations on one instance one after another, in the order of the calls. */
final class Turns {
  private final Map<Long, Future<Void>> last = new ConcurrentHashMap<>();

  /** Does the work when all that was asked before for this instance has ended, however. */
  <T> Future<T> take(long id, Supplier<Future<T>> work) {
    Promise<Void> ended = Promise.promise();
    Future<Void> before = last.put(id, ended.future());
    Future<T> done = before == null ? attempt(work) : before.compose(gone -> attempt(work));
    return done.eventually(
        () -> {
          ended.complete();
          last.remove(id, ended.future());
          return Future.succeededFuture();
        });
  }

  /** Completes when everything that was asked until now has ended. */
  Future<Void> allEnded() {
    return Future.join(java.util.List.copyOf(last.values())).mapEmpty();
  }

  static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
