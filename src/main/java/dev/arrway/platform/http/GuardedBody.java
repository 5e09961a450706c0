package dev.arrway.platform.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body, inflated, bounded in size and in silence. It asks the connection for more only
 * when its reader wants more, so that a slow reader holds the upstream back; the time that the
 * reader takes is no silence. It begins paused.
 */
final class GuardedBody implements ReadStream<Buffer> {
  /** An error page beyond this costs its connection: reading on would cost more. */
  private static final long DISCARDED = 64 << 10;

  /** Inflated at one go; the loop serves others before the rest. */
  private static final long TURN = 2 << 20;

  private final Vertx vertx;
  private final HttpClientResponse response;
  private final AttemptClock clock;
  private final IdleWatch idle;
  private final Consumer<Buffer> inspection;
  private final @Nullable Inflation inflation;
  private final Deque<Buffer> raw = new ArrayDeque<>();
  private final Deque<Buffer> ready = new ArrayDeque<>();

  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Throwable failure;
  private long demand;
  private long limit;
  private long taken;
  private long turn;
  private boolean asked;
  private boolean pumping;
  private boolean rawEnded;
  private boolean ended;

  /**
   * A body.
   *
   * @param inspection sees the first piece and throws when it is not what is expected
   */
  GuardedBody(
      Vertx vertx,
      HttpClientResponse response,
      CallLimits limits,
      AttemptClock clock,
      @Nullable Inflation inflation,
      Consumer<Buffer> inspection) {
    this.vertx = vertx;
    this.response = response;
    this.clock = clock;
    this.limit = limits.maxBody();
    this.inflation = inflation;
    this.inspection = inspection;
    this.idle = new IdleWatch(vertx, limits.idle(), limits.minRate(), this::fail);
    response.pause();
    response.handler(this::received);
    response.endHandler(ignored -> rawEnd());
    response.exceptionHandler(cause -> fail(HttpFailures.reading(cause)));
    clock.whole(this::fail);
  }

  /** Whether the body was read to its end. */
  boolean isEnded() {
    return ended;
  }

  /** Ends the connection, since what is left of the body is of no use. */
  void drop() {
    if (!ended && failure == null) {
      failure =
          HttpFailures.of(FailureCode.UPSTREAM_TRUNCATED, "The answer was not read to its end.");
      release();
      response.request().reset();
    }
  }

  /** Reads what is left without keeping it, so that the connection can be used again. */
  void discard() {
    limit = Math.min(limit, taken + DISCARDED);
    handler = ignored -> {};
    exceptionHandler = ignored -> {};
    resume();
  }

  @Override
  @CanIgnoreReturnValue
  public GuardedBody handler(@Nullable Handler<Buffer> value) {
    handler = value;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public GuardedBody endHandler(@Nullable Handler<Void> value) {
    endHandler = value;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public GuardedBody exceptionHandler(@Nullable Handler<Throwable> value) {
    exceptionHandler = value;
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public GuardedBody pause() {
    demand = 0;
    idle.stop();
    return this;
  }

  @Override
  @CanIgnoreReturnValue
  public GuardedBody resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  @CanIgnoreReturnValue
  public GuardedBody fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    pump();
    return this;
  }

  private void received(Buffer chunk) {
    asked = false;
    idle.arrived(chunk.length());
    if (failure != null) {
      return;
    }
    if (inflation == null) {
      accept(chunk);
    } else {
      for (int from = 0; from < chunk.length(); from += Inflation.SLICE) {
        raw.add(chunk.slice(from, Math.min(chunk.length(), from + Inflation.SLICE)));
      }
    }
    pump();
  }

  private void rawEnd() {
    rawEnded = true;
    clock.stop();
    idle.stop();
    pump();
  }

  /** Checks what arrived before anybody sees it. */
  private void accept(Buffer piece) {
    try {
      if (taken == 0 && piece.length() > 0) {
        inspection.accept(piece);
      }
      taken += piece.length();
      turn += piece.length();
      if (taken > limit) {
        throw HttpFailures.of(
            FailureCode.UPSTREAM_TOO_LARGE, "The upstream's answer is too large.");
      }
      ready.add(piece);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    turn = 0;
    try {
      while (failure == null && !ended && step()) {
        // one step after another
      }
    } finally {
      pumping = false;
    }
  }

  /** Does one thing; false when there is nothing to do until something happens. */
  private boolean step() {
    Handler<Buffer> reader = handler;
    if (!ready.isEmpty()) {
      if (demand == 0 || reader == null) {
        return false;
      }
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
      give(reader, ready.remove());
      return true;
    }
    if (inflation != null && !raw.isEmpty()) {
      if (turn > TURN) {
        vertx.runOnContext(ignored -> pump());
        return false;
      }
      inflate(inflation, raw.remove());
      return true;
    }
    if (rawEnded) {
      finish();
      return false;
    }
    return ask();
  }

  /** A reader that throws ends the read, as one that fails does. */
  private void give(Handler<Buffer> reader, Buffer piece) {
    try {
      reader.handle(piece);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Wants the next piece from the connection, when the reader wants one. */
  private boolean ask() {
    if (demand == 0 || asked) {
      return false;
    }
    asked = true;
    response.fetch(1);
    if (asked && !rawEnded && failure == null) {
      idle.start();
      return false;
    }
    return true;
  }

  private void inflate(Inflation by, Buffer slice) {
    try {
      by.inflate(slice, this::accept);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void finish() {
    ended = true;
    release();
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void fail(Throwable cause) {
    if (ended || failure != null) {
      return;
    }
    failure = cause;
    release();
    response.request().reset();
    if (exceptionHandler != null) {
      exceptionHandler.handle(cause);
    }
  }

  private void release() {
    raw.clear();
    ready.clear();
    clock.stop();
    idle.close();
    if (inflation != null) {
      inflation.close();
    }
  }
}
