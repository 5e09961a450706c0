package dev.arrway.feature.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes when it is told to, and a time of day that can be set wrong meanwhile. */
final class TestClock extends Clock {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));

  private final AtomicReference<Duration> error = new AtomicReference<>(Duration.ZERO);

  /** Sets the time of day forward or back; what measures durations goes on. */
  void jump(Duration by) {
    error.updateAndGet(e -> e.plus(by));
  }

  void pass(Duration time) {
    now.updateAndGet(t -> t.plus(time));
  }

  long nanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, now.get());
  }

  @Override
  public Instant instant() {
    return now.get().plus(error.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
