package dev.arrway.feature.missing;

import io.vertx.core.Promise;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of one owner: at most one goes on, at most one more is wanted. */
final class OwnerRuns {
  private boolean running;
  private @Nullable Wanted wanted;

  /** A run, and those who wait for it. */
  record Wanted(Scope scope, Promise<Void> done) {
    void tell(@Nullable Throwable cause) {
      if (cause == null) {
        done.tryComplete();
      } else {
        done.tryFail(cause);
      }
    }
  }

  /** Wants a run; it is joined with one that is wanted already. */
  synchronized Promise<Void> ask(Scope scope) {
    Wanted before = wanted;
    wanted =
        before == null
            ? new Wanted(scope, Promise.promise())
            : new Wanted(before.scope().and(scope), before.done());
    return wanted.done();
  }

  /** The run to begin now, if one is wanted and none goes on. */
  synchronized Optional<Wanted> begin() {
    Wanted next = wanted;
    if (running || next == null) {
      return Optional.empty();
    }
    running = true;
    wanted = null;
    return Optional.of(next);
  }

  synchronized void end() {
    running = false;
  }

  synchronized boolean busy() {
    return running || wanted != null;
  }
}
