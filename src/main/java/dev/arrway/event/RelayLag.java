package dev.arrway.event;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Times probes from their sending to their arrival. */
final class RelayLag {
  private final AtomicReference<@Nullable Probe> underWay = new AtomicReference<>();
  private volatile Duration last = Duration.ZERO;

  private record Probe(String id, long sentNanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - sentNanos);
    }
  }

  /** A new probe, or nothing while one is on its way. */
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

  Duration now() {
    Probe probe = underWay.get();
    return probe == null || probe.age().compareTo(last) < 0 ? last : probe.age();
  }
}
