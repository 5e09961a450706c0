package dev.arrway.feature.drift;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Threads for work that would hold up the event loop: states have megabytes. */
@FunctionalInterface
public interface Offload {
  /** Does a user's work; the result comes back on the caller's context. */
  <T> Future<T> run(long user, Callable<T> work);
}
