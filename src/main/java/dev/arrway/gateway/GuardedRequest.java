package dev.arrway.gateway;

import dev.arrway.platform.config.HttpLimits;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body must keep coming, whoever reads it. A client that asks whether to go on
 * ({@code Expect: 100-continue}) is told so when the reading begins. Of a request that was answered
 * before its body was read, the rest is thrown away for a moment, so that the client comes to read
 * the answer, and then the connection or stream is closed.
 */
final class GuardedRequest extends HttpServerRequestWrapper {
  /** The time over which the rate of a body is measured. */
  static final Duration RATE_WINDOW = Duration.ofSeconds(10);

  /** How long the rest of a body is thrown away after the answer. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** The same where the client has announced an end; some clients read nothing before it. */
  private static final Duration LINGER_TO_END = Duration.ofSeconds(10);

  private static final long MOST_LINGERING = 64L << 20;

  /** HTTP/2's code for a stream that ended without an error (RFC 9113, 7). */
  private static final long H2_NO_ERROR = 0;

  private final Vertx vertx;
  private final long leastPerWindow;
  private @Nullable Handler<Throwable> failed;
  private boolean reading;
  private boolean continued;
  private boolean over;
  private boolean pausedInWindow;
  private long atWindowStart;
  private long timer = -1;

  private GuardedRequest(Vertx vertx, HttpServerRequestInternal request, HttpLimits limits) {
    super(request);
    this.vertx = vertx;
    this.leastPerWindow = limits.bodyMinRate() * RATE_WINDOW.toSeconds();
  }

  /**
   * Returns the request as one that is guarded.
   *
   * @param answered called once when the response has ended
   */
  static GuardedRequest of(
      Vertx vertx, HttpServerRequest request, HttpLimits limits, Runnable answered) {
    GuardedRequest guarded = new GuardedRequest(vertx, (HttpServerRequestInternal) request, limits);
    request.response().headersEndHandler(writing -> guarded.announceClose());
    request
        .response()
        .endHandler(
            ended -> {
              guarded.answered();
              answered.run();
            });
    return guarded;
  }

  /** HTTP/2 has no such header, and needs none: its streams end one by one. */
  private void announceClose() {
    if (version() != HttpVersion.HTTP_2 && hasUnreadBody()) {
      response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Returns whether a body may come that has not been read to its end. */
  boolean hasUnreadBody() {
    return !isEnded()
        && (version() == HttpVersion.HTTP_2
            || headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !"0".equals(getHeader(HttpHeaders.CONTENT_LENGTH)));
  }

  @Override
  public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
    super.handler(handler);
    return this;
  }

  @Override
  public HttpServerRequest exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    super.exceptionHandler(
        handler == null
            ? null
            : cause -> {
              stopWatching();
              handler.handle(cause);
            });
    return this;
  }

  @Override
  public HttpServerRequest endHandler(@Nullable Handler<Void> handler) {
    super.endHandler(
        handler == null
            ? null
            : ended -> {
              stopWatching();
              handler.handle(ended);
            });
    return this;
  }

  @Override
  public HttpServerRequest pause() {
    reading = false;
    pausedInWindow = true;
    super.pause();
    return this;
  }

  @Override
  public HttpServerRequest resume() {
    begin();
    super.resume();
    return this;
  }

  @Override
  public HttpServerRequest fetch(long amount) {
    begin();
    super.fetch(amount);
    return this;
  }

  private void begin() {
    if (!continued && "100-continue".equalsIgnoreCase(getHeader(HttpHeaders.EXPECT))) {
      continued = true;
      if (!response().headWritten()) {
        response().writeContinue();
      }
    }
    reading = true;
    if (timer < 0 && !over && hasUnreadBody()) {
      pausedInWindow = false;
      atWindowStart = bytesRead();
      timer = vertx.setPeriodic(RATE_WINDOW.toMillis(), tick -> measure());
    }
  }

  /** Counts only the time in which the gateway itself was ready to read. */
  private void measure() {
    if (isEnded() || response().closed()) {
      stopWatching();
      return;
    }
    long read = bytesRead();
    boolean slow = reading && !pausedInWindow && read - atWindowStart < leastPerWindow;
    atWindowStart = read;
    pausedInWindow = !reading;
    Handler<Throwable> reader = failed;
    if (slow) {
      stopWatching();
      if (reader != null) {
        reader.handle(
            FailureException.of(FailureCode.REQUEST_TIMEOUT, "The body arrives too slowly."));
      }
    }
  }

  private void stopWatching() {
    over = true;
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  /** Ends the exchange after its answer was written. */
  private void answered() {
    stopWatching();
    if (!hasUnreadBody() || response().closed()) {
      return;
    }
    Duration linger = headers().contains(HttpHeaders.CONTENT_LENGTH) ? LINGER_TO_END : LINGER;
    long deadline = vertx.setTimer(linger.toMillis(), tick -> cut());
    long begun = bytesRead();
    super.exceptionHandler(gone -> vertx.cancelTimer(deadline));
    super.endHandler(ended -> vertx.cancelTimer(deadline));
    super.handler(
        ignored -> {
          if (bytesRead() - begun > MOST_LINGERING) {
            vertx.cancelTimer(deadline);
            cut();
          }
        });
    super.resume();
  }

  private void cut() {
    if (version() == HttpVersion.HTTP_2) {
      response().reset(H2_NO_ERROR);
    } else {
      connection().close();
    }
  }
}
