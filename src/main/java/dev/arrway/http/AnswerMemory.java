package dev.arrway.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Duration;

/**
 * The memory that the answers of one instance may take while they are read: part of a budget that
 * all instances share, of which one instance takes a quarter at most, so that an upstream that
 * sends much, or slowly, leaves room for the others. Small answers always fit.
 */
final class AnswerMemory {
  /** Bytes of each answer that are not counted: calls are bounded in number. */
  static final long UNCOUNTED = 16 << 10;

  /** An instance may hold the largest buffered answer at least, whatever the budget is. */
  private static final long LEAST_SHARE = CallLimits.LONG_LIST_BODY;

  private static final long PARTS = 4;
  private static final long STEP = 64 << 10;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final ByteBudget shared;
  private final ByteBudget own;

  /**
   * Creates the memory of one instance.
   *
   * @param shared the budget of all instances
   */
  AnswerMemory(ByteBudget shared) {
    this.shared = shared;
    this.own = new ByteBudget(Math.max(LEAST_SHARE, shared.capacity() / PARTS));
  }

  /** Begins the reservation of one answer, which holds nothing yet. */
  AnswerReservation begin(HttpCall call) {
    return new AnswerReservation(call.verb().safe());
  }

  private boolean tryReserve(long bytes) {
    if (!own.tryReserve(bytes)) {
      return false;
    }
    if (!shared.tryReserve(bytes)) {
      own.release(bytes);
      return false;
    }
    return true;
  }

  private void release(long bytes) {
    own.release(bytes);
    shared.release(bytes);
  }

  /** What one answer holds. Used from one context. */
  final class AnswerReservation {
    private final boolean safe;
    private long held;
    private long reserved;
    private boolean closed;

    private AnswerReservation(boolean safe) {
      this.safe = safe;
    }

    /**
     * Adds bytes that are held from now on.
     *
     * @throws FailureException {@code busy} when they do not fit now; {@code upstream_too_large}
     *     instead for a call that may have changed something, since {@code busy} would say that it
     *     was not sent
     */
    void add(long bytes) {
      held += bytes;
      long missing = held - UNCOUNTED - reserved;
      if (missing <= 0 || closed) {
        return;
      }
      long step = (missing + STEP - 1) / STEP * STEP;
      if (!tryReserve(step)) {
        throw doesNotFit();
      }
      reserved += step;
    }

    /** Says how many bytes are still held. */
    void keep(long bytes) {
      held = bytes;
      long needed = Math.max(0, (held - UNCOUNTED + STEP - 1) / STEP * STEP);
      if (needed < reserved) {
        release(reserved - needed);
        reserved = needed;
      }
    }

    /** Gives everything back; may be called again. */
    @CanIgnoreReturnValue
    boolean close() {
      boolean first = !closed;
      keep(0);
      closed = true;
      return first;
    }

    private FailureException doesNotFit() {
      return safe
          ? Failure.retryAfter(
                  FailureCode.BUSY,
                  "The gateway is reading too many large answers of upstreams at once; try again.",
                  AGAIN)
              .asException()
          : HttpFailures.of(
              FailureCode.UPSTREAM_TOO_LARGE,
              "The upstream's answer to a change is too large to be read now.");
    }
  }
}
