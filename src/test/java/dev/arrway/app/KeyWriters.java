package dev.arrway.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Users that make personal keys all the time, each key with a name of its own, and remember which
 * of them the gateway has acknowledged and what it answered otherwise.
 */
final class KeyWriters implements AutoCloseable {
  private static final int AT_ONCE = 2;
  private static final long PAUSE_MS = 40;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE);
  private final String run = UUID.randomUUID().toString();
  private final Api api;
  private final AtomicInteger names = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicLong slowestRefusalMs = new AtomicLong();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> unexpected = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean writing;
  private volatile long firstBegunAfter;
  private volatile long firstAcknowledgedAt;

  KeyWriters(Api api) {
    this.api = api;
    for (int i = 0; i < AT_ONCE; i++) {
      var ignored = threads.scheduleWithFixedDelay(this::write, 0, PAUSE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void write() {
    if (!writing) {
      return;
    }
    begun.incrementAndGet();
    long start = System.nanoTime();
    try {
      String name = run + "-" + names.incrementAndGet();
      Api.Reply reply = api.post("/auth/api-keys", Map.of("name", name));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (reply.status() == 201) {
        acknowledged.put(name, reply.id());
        if (start > firstBegunAfter && firstAcknowledgedAt == 0) {
          firstAcknowledgedAt = System.nanoTime();
        }
      } else if (reply.status() == 503 && reply.headers().containsKey("retry-after")) {
        refused.incrementAndGet();
        slowestRefusalMs.accumulateAndGet(took, Math::max);
      } else {
        unexpected.add(reply.status() + " " + reply.text());
      }
    } catch (RuntimeException | AssertionError e) {
      unexpected.add(String.valueOf(e));
    } finally {
      begun.decrementAndGet();
    }
  }

  void resume() {
    writing = true;
  }

  /** Lets what was begun end; true when it has. */
  boolean paused() {
    writing = false;
    return begun.get() == 0;
  }

  /** From now on the first key that is both asked for and acknowledged is waited for. */
  void mark() {
    firstAcknowledgedAt = 0;
    firstBegunAfter = System.nanoTime();
  }

  /** Returns when the first key after the mark was acknowledged, by the nano clock; 0: not yet. */
  long acknowledgedAt() {
    return firstAcknowledgedAt;
  }

  /** Returns the names and ids of what was acknowledged and is not forgotten. */
  Map<String, Long> acknowledged() {
    return acknowledged;
  }

  /** Returns answers other than success and 503 with Retry-After. */
  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  int refused() {
    return refused.get();
  }

  long slowestRefusalMs() {
    return slowestRefusalMs.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
