package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Ends an upload whose sender is slower than a minimum rate, or that takes longer than it may. Time
 * in which the receiver holds the sender back does not count for the rate. Used from one context.
 */
public final class TransferWatch {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Vertx vertx;
  private final TransferLimits limits;
  private final Consumer<FailureException> ended;
  private final long begun = System.nanoTime();
  private long timer = -1;
  private boolean listening;
  private long since = begun;
  private long listened;
  private long received;

  /**
   * The bounds of a transfer.
   *
   * @param rate bytes a second that must arrive on average over ten seconds; 0 for no minimum
   * @param time the maximum time from the creation of the watch to the last byte
   */
  public record TransferLimits(long rate, Duration time) {}

  TransferWatch(Vertx vertx, TransferLimits limits, Consumer<FailureException> ended) {
    this.vertx = vertx;
    this.limits = limits;
    this.ended = ended;
  }

  /** Begins to watch; the sender may send. */
  void start() {
    listening = true;
    since = System.nanoTime();
    timer = vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), tick -> look());
  }

  /** Notes that the sender is held back. */
  void pause() {
    count();
    listening = false;
  }

  /** Notes that the sender may go on. */
  void resume() {
    listening = true;
    since = System.nanoTime();
  }

  /** Counts bytes that arrived. */
  void received(int bytes) {
    received += bytes;
  }

  /** Ends the watch. */
  void close() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void count() {
    long now = System.nanoTime();
    if (listening) {
      listened += now - since;
    }
    since = now;
  }

  private void look() {
    count();
    if (since - begun > limits.time().toNanos()) {
      end(
          "The upload took longer than "
              + limits.time().toSeconds()
              + " seconds (limits.transfer_time).");
    } else if (listened >= WINDOW.toNanos()) {
      boolean slow = received < limits.rate() * WINDOW.toSeconds();
      listened = 0;
      received = 0;
      if (slow) {
        end(
            "The upload came slower than "
                + limits.rate()
                + " bytes a second (limits.transfer_rate).");
      }
    }
  }

  private void end(String detail) {
    close();
    ended.accept(FailureException.of(FailureCode.REQUEST_TIMEOUT, detail));
  }
}
