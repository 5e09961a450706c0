package dev.arrway.upstream.sabnzbd;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Follows jobs that were under way and are nowhere now: they stay as they were for some seconds, in
 * which SABnzbd brings them from its queue to its history.
 */
final class SabnzbdVanished {
  private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int REMOVED_AT_MOST = 1_000;

  private final LongSupplier nanoClock;
  private final Map<String, Long> missedSince = new HashMap<>();
  private final Set<String> removed = new LinkedHashSet<>();

  SabnzbdVanished(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** What was under way, is not seen, and was not removed by us. */
  List<SabnzbdJob> missing(Collection<SabnzbdJob> before, Map<String, SabnzbdJob> seen) {
    return before.stream()
        .filter(job -> job.download().status().active())
        .filter(job -> !seen.containsKey(job.id()) && !removed.contains(job.id()))
        .toList();
  }

  /** What is seen, and what may still turn up. */
  NavigableMap<String, SabnzbdJob> followed(
      Collection<SabnzbdJob> before, NavigableMap<String, SabnzbdJob> seen) {
    NavigableMap<String, SabnzbdJob> all = new TreeMap<>(seen);
    Set<String> missing = new LinkedHashSet<>();
    long now = nanoClock.getAsLong();
    for (SabnzbdJob job : missing(before, seen)) {
      missing.add(job.id());
      long since = missedSince.computeIfAbsent(job.id(), id -> now);
      if (now - since < GRACE_NANOS) {
        all.put(job.id(), job);
      }
    }
    missedSince.keySet().retainAll(missing);
    return all;
  }

  /** Remembers that a job was removed on purpose. */
  void remove(String id) {
    removed.add(id);
    if (removed.size() > REMOVED_AT_MOST) {
      removed.remove(removed.iterator().next());
    }
  }

  /** Whether a job was removed on purpose. */
  boolean removed(String id) {
    return removed.contains(id);
  }
}
