package dev.arrway.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a paused stream chunk by chunk; holds it back while a chunk is being processed. */
public final class StreamPump {
  private final ReadStream<Buffer> in;
  private final Function<Buffer, Future<Void>> sink;
  private final Promise<Void> all = Promise.promise();
  private final @Nullable TransferWatch watch;

  private StreamPump(
      ReadStream<Buffer> in,
      Function<Buffer, Future<Void>> sink,
      @Nullable Vertx vertx,
      TransferWatch.@Nullable TransferLimits limits) {
    this.in = in;
    this.sink = sink;
    this.watch =
        vertx == null || limits == null ? null : new TransferWatch(vertx, limits, all::tryFail);
  }

  /**
   * Reads the stream to its end.
   *
   * @return fails as the stream or the sink does; the stream is then left paused
   */
  public static Future<Void> pump(ReadStream<Buffer> in, Function<Buffer, Future<Void>> sink) {
    return new StreamPump(in, sink, null, null).start();
  }

  /**
   * Reads the stream to its end, within limits of time.
   *
   * @return fails as {@link #pump(ReadStream, Function)} does, and with {@code request_timeout}
   *     when the sender is too slow or takes too long
   */
  public static Future<Void> pump(
      Vertx vertx,
      TransferWatch.TransferLimits limits,
      ReadStream<Buffer> in,
      Function<Buffer, Future<Void>> sink) {
    return new StreamPump(in, sink, vertx, limits).start();
  }

  private Future<Void> start() {
    TransferWatch watching = watch;
    if (watching != null) {
      watching.start();
    }
    in.handler(this::received)
        .exceptionHandler(all::tryFail)
        .endHandler(ignored -> all.tryComplete())
        .resume();
    return all.future()
        .eventually(
            () -> {
              if (watching != null) {
                watching.close();
              }
              return Future.succeededFuture();
            });
  }

  private void received(Buffer chunk) {
    if (all.future().isComplete()) {
      return;
    }
    if (watch != null) {
      watch.received(chunk.length());
    }
    Future<Void> taken = taken(chunk);
    if (taken.succeeded()) {
      return;
    }
    in.pause();
    if (watch != null) {
      watch.pause();
    }
    // The end is only seen after resume, hence never before the sink is done.
    Future<Void> watched =
        taken.transform(
            (done, cause) -> {
              if (cause == null) {
                if (watch != null) {
                  watch.resume();
                }
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
