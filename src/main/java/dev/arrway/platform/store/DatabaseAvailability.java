package dev.arrway.platform.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the database without asking it. While an outage is known, nothing waits for a
 * connection: it fails at once.
 */
public final class DatabaseAvailability {
  private final AtomicReference<@Nullable String> outage = new AtomicReference<>();
  private final AtomicLong restarts = new AtomicLong();

  /** Returns what is wrong, as clients may read it; empty when nothing is known to be. */
  public Optional<String> outage() {
    return Optional.ofNullable(outage.get());
  }

  /** Returns how often the embedded server was restarted since the start of this process. */
  public long restarts() {
    return restarts.get();
  }

  void down(String reason) {
    outage.set(reason);
  }

  void up() {
    outage.set(null);
  }

  void restarted() {
    restarts.incrementAndGet();
    up();
  }
}
