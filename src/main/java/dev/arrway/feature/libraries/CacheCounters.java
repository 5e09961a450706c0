package dev.arrway.feature.libraries;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often a fresh snapshot could answer, by owner; since this node's start, on this node. */
final class CacheCounters {
  private record Counters(LongAdder hits, LongAdder misses) {}

  private final Map<Long, Counters> byOwner = new ConcurrentHashMap<>();

  private Counters of(long ownerId) {
    return byOwner.computeIfAbsent(ownerId, id -> new Counters(new LongAdder(), new LongAdder()));
  }

  void hit(long ownerId) {
    of(ownerId).hits().increment();
  }

  void miss(long ownerId) {
    of(ownerId).misses().increment();
  }

  CacheState state(long ownerId, Duration ttl) {
    Counters counters = of(ownerId);
    long hits = counters.hits().sum();
    long misses = counters.misses().sum();
    double ratio = hits == 0 ? 0 : Math.round(1_000.0 * hits / (hits + misses)) / 1_000.0;
    return new CacheState(hits, misses, ratio, ttl.toSeconds());
  }
}
