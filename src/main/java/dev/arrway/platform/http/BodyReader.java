package dev.arrway.platform.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * Reads an answer's body while it arrives.
 *
 * @param <T> what is made of it
 */
@FunctionalInterface
public interface BodyReader<T> {
  /**
   * Reads one body. It is called at most once per call of {@link HttpExchange#stream}, only for a
   * good status, on the caller's context.
   *
   * @param body paused; inflated, bounded in size and silence. Its failures are {@code
   *     FailureException}s. While it is paused the upstream is held back
   * @return done when everything is read and dealt with; a failure ends the connection
   */
  Future<T> read(ReadStream<Buffer> body);

  /**
   * Reads one body and counts the bytes that it holds in memory; to be overridden by readers that
   * hold more than the current piece.
   *
   * @param memory the reservation of this answer; closed by the caller
   */
  default Future<T> read(ReadStream<Buffer> body, AnswerMemory.AnswerReservation memory) {
    return read(body);
  }
}
