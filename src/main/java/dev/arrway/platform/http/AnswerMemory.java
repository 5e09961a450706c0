package dev.arrway.platform.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Duration;
import java.util.List;

/**
 * The memory that the answers of one instance may take while they are read: part of a budget that
 * all instances share, of which one instance takes a quarter at most and all instances of one owner
 * half, so that an upstream that sends much, or slowly, leaves room for the others. Small answers
 * always fit.
 */
final class AnswerMemory {
  /** Bytes of each answer that are not counted: calls are bounded in number. */
  static final long UNCOUNTED = 16 << 10;

  /** An instance may hold the largest buffered answer at least, whatever the budget is. */
  private static final long LEAST_SHARE = CallLimits.LONG_LIST_BODY;

  private static final long INSTANCE_PARTS = 4;
  private static final long OWNER_PARTS = 2;
  private static final long STEP = 64 << 10;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final List<ByteBudget> budgets;

  /**
   * Creates the memory of one instance.
   *
   * @param shared the budget of all instances
   * @param owner the budget of all instances of the same owner, from {@link #ownerShare}
   */
  AnswerMemory(ByteBudget shared, ByteBudget owner) {
    this.budgets = List.of(share(shared, INSTANCE_PARTS), owner, shared);
  }

  /** Creates a budget for all instances of one owner. */
  static ByteBudget ownerShare(ByteBudget shared) {
    return share(shared, OWNER_PARTS);
  }

  private static ByteBudget share(ByteBudget shared, long parts) {
    return new ByteBudget(Math.max(LEAST_SHARE, shared.capacity() / parts));
  }

  /** Begins the reservation of one answer, which holds nothing yet. */
  AnswerReservation begin(HttpCall call) {
    return new AnswerReservation(call.verb().safe());
  }

  private boolean tryReserve(long bytes) {
    for (int i = 0; i < budgets.size(); i++) {
      if (!budgets.get(i).tryReserve(bytes)) {
        budgets.subList(0, i).forEach(reserved -> reserved.release(bytes));
        return false;
      }
    }
    return true;
  }

  private void release(long bytes) {
    budgets.forEach(budget -> budget.release(bytes));
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
