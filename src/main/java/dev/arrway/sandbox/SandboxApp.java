package dev.arrway.sandbox;

import io.vertx.core.http.HttpServerRequest;

/** What a simulated upstream does with a request that no fault took. */
public interface SandboxApp {
  /**
   * Answers on the event loop.
   *
   * @param path below the URL base, begins with a slash
   */
  void handle(HttpServerRequest request, String path);

  /**
   * Answers what people ask of its own below {@code /sandbox}, with the right key.
   *
   * @return false for a path that it has not
   */
  default boolean control(HttpServerRequest request, String path) {
    return false;
  }

  /** Whether the request carries the right key. */
  boolean allowed(HttpServerRequest request);

  /** Returns whether the request carries any key, right or wrong, for the counters. */
  default boolean keySent(HttpServerRequest request) {
    return request.getHeader("X-Api-Key") != null
        || request.getHeader("Authorization") != null
        || request.getParam("apikey") != null;
  }
}
