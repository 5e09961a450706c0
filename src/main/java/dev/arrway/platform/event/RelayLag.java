package dev.arrway.platform.event;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Measures the time from the sending of a probe to its arrival. */
final class RelayLag {
  private final AtomicReference<@Nullable Probe> underWay = new AtomicReference<>();
  private volatile Duration last = Duration.ZERO;

  private record Probe(String id, long sentNanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - sentNanos);
    }
  }

  /** Starts a probe and returns its id; empty while another one is under way. */
  Optional<String> send() {
    Probe probe = new Probe(UUID.randomUUID().toString(), System.nanoTime());
    return underWay.compareAndSet(null, probe) ? Optional.of(probe.id()) : Optional.empty();
  }

  void arrived(String id) {
    Probe probe = underWay.get();
    if (probe != null && probe.id().equals(id) && underWay.compareAndSet(probe, null)) {
      last = probe.age();
    }
  }

  /** Forgets a probe that was not sent or is lost, so that another one can be sent. */
  void forget(String id) {
    Probe probe = underWay.get();
    if (probe != null && probe.id().equals(id)) {
      underWay.compareAndSet(probe, null);
    }
  }

  /** Forgets the probe that is under way, because it was sent before this node listened. */
  void forgetAny() {
    underWay.set(null);
  }

  /** Returns the id of a probe that has been on its way for longer than this. */
  Optional<String> overdue(Duration limit) {
    Probe probe = underWay.get();
    return probe != null && probe.age().compareTo(limit) > 0
        ? Optional.of(probe.id())
        : Optional.empty();
  }

  Duration now() {
    Probe probe = underWay.get();
    return probe == null || probe.age().compareTo(last) < 0 ? last : probe.age();
  }
}
