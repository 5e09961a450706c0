package dev.arrway.playlist;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Function;

/** Reads a paused stream chunk by chunk; holds it back while a chunk is being dealt with. */
public final class StreamPump {
  private final ReadStream<Buffer> in;
  private final Function<Buffer, Future<Void>> sink;
  private final Promise<Void> all = Promise.promise();

  private StreamPump(ReadStream<Buffer> in, Function<Buffer, Future<Void>> sink) {
    this.in = in;
    this.sink = sink;
  }

  /**
   * Reads the stream to its end.
   *
   * @return fails as the stream or the sink does; the stream is then left paused
   */
  public static Future<Void> pump(ReadStream<Buffer> in, Function<Buffer, Future<Void>> sink) {
    StreamPump pump = new StreamPump(in, sink);
    in.handler(pump::received)
        .exceptionHandler(pump.all::tryFail)
        .endHandler(ignored -> pump.all.tryComplete())
        .resume();
    return pump.all.future();
  }

  private void received(Buffer chunk) {
    if (all.future().isComplete()) {
      return;
    }
    Future<Void> taken = taken(chunk);
    if (taken.succeeded()) {
      return;
    }
    in.pause();
    // The end is only seen after resume, hence never before the sink is done.
    Future<Void> watched =
        taken.transform(
            (done, cause) -> {
              if (cause == null) {
                in.resume();
              } else {
                all.tryFail(cause);
              }
              return Future.succeededFuture();
            });
    assert watched != null;
  }

  private Future<Void> taken(Buffer chunk) {
    try {
      return sink.apply(chunk);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
