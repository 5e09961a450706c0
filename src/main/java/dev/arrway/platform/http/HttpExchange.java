package dev.arrway.platform.http;

import io.vertx.core.Future;

/** Something that carries a call to one upstream instance and brings its answer. */
public interface HttpExchange {
  /**
   * Sends a call and holds the whole answer in memory.
   *
   * @return an answer with a 2xx status or one that the call accepts; every other outcome fails
   *     with a {@code FailureException}
   */
  Future<HttpAnswer> send(HttpCall call);

  /**
   * Sends a call and reads its body while it arrives, with back-pressure.
   *
   * @return what the reader made of it; fails as {@link #send} does, or as the reader does
   */
  <T> Future<T> stream(HttpCall call, BodyReader<T> reader);
}
