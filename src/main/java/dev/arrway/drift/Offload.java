package dev.arrway.drift;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Does work elsewhere that would hold up the event loop: states have megabytes. */
@FunctionalInterface
public interface Offload {
  /** Does the work; the result comes back on the caller's context. */
  <T> Future<T> run(Callable<T> work);
}
