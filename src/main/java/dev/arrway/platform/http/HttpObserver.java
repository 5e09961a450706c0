package dev.arrway.platform.http;

import java.time.Duration;

/** Observes outbound calls for metrics. Implementations must be fast and must not throw. */
public interface HttpObserver {
  /** An observer that does nothing. */
  HttpObserver NONE = new HttpObserver() {};

  /**
   * A call of the product ended that the cache could not answer, its retries included.
   *
   * @param outcome the status, or the name of the failure code
   */
  default void called(String instance, String operation, String outcome, Duration took) {}

  /** One request to the upstream ended. */
  default void attempted(String instance, String operation, String outcome, Duration took) {}

  /** The breaker of an instance changed. */
  default void circuit(String instance, CircuitState state) {}

  /** An upstream answered that its URL base is another: calls go there from now on. */
  default void baseMoved(String instance, String basePath) {}
}
