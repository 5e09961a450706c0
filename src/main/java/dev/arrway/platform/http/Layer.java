package dev.arrway.platform.http;

import io.vertx.core.Future;
import java.util.function.Function;

/** One behaviour laid around an exchange, the same for buffered and streamed calls. */
abstract class Layer implements HttpExchange {
  private final HttpExchange inner;

  Layer(HttpExchange inner) {
    this.inner = inner;
  }

  /**
   * Carries out a call.
   *
   * @param next sends the call further in; may be used several times
   */
  abstract <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next);

  @Override
  public Future<HttpAnswer> send(HttpCall call) {
    return around(call, inner::send);
  }

  @Override
  public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
    return around(call, sent -> inner.stream(sent, reader));
  }
}
