package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.StoredEvent;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Writers that commit in whatever order they like, and readers that come and go. */
class EventOrderIT {
  private static final int OWNERS = 3;
  private static final int WRITERS = 8;
  private static final int TRANSACTIONS = 80;
  private static final int READERS_EACH = 3;
  private static final String LAST = "test.last";

  private final Map<Long, Set<String>> committed = new ConcurrentHashMap<>();

  @Test
  void everyReaderSeesEachCommittedEventOnceAndInOrder() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (EventHarness harness = new EventHarness(EventHarness.SETTINGS, true)) {
      List<CompletableFuture<List<Follower.Frame>>> readers = new ArrayList<>();
      for (int owner = 1; owner <= OWNERS; owner++) {
        committed.put(harness.user(owner), ConcurrentHashMap.newKeySet());
        for (int reader = 0; reader < READERS_EACH; reader++) {
          Random random = new Random(31L * owner + reader);
          var address = harness.address(owner, "");
          String start = harness.history.cursor(0);
          readers.add(CompletableFuture.supplyAsync(() -> follow(address, start, random), threads));
        }
      }
      List<Future<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.add(write(harness, writer, new Random(writer), TRANSACTIONS));
      }
      Futures.await(Future.join(writers));
      committed.keySet().forEach(owner -> harness.happen(owner, null, LAST, Map.of("n", LAST)));
      int at = 0;
      for (long owner = 1; owner <= OWNERS; owner++) {
        List<String> log = log(harness, owner);
        assertThat(log.subList(0, log.size() - 1)).hasSameElementsAs(committed.get(owner));
        assertThat(log).doesNotHaveDuplicates().hasSizeGreaterThan(TRANSACTIONS);
        for (int reader = 0; reader < READERS_EACH; reader++) {
          List<Follower.Frame> seen = readers.get(at++).get(60, TimeUnit.SECONDS);
          assertThat(seen.stream().map(frame -> number(frame.data())).toList()).isEqualTo(log);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Follower.Frame> follow(java.net.URI address, String start, Random random) {
    try {
      return Follower.followUntil(address, start, LAST, () -> 1 + random.nextInt(60));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Transactions of random length, to one owner or several; every fifth or so rolls back. */
  private Future<Void> write(EventHarness harness, int writer, Random random, int left) {
    if (left == 0) {
      return Future.succeededFuture();
    }
    Map<EventDraft, String> events = drafts(writer, random, left);
    boolean rollsBack = random.nextInt(5) == 0;
    double before = random.nextInt(6) / 1000.0;
    double after = random.nextInt(3) / 1000.0;
    return harness
        .database
        .database()
        .<Void>asSystem(
            c ->
                c.query("SELECT pg_sleep(" + before + ")")
                    .execute()
                    .compose(slept -> harness.log.append(c, List.copyOf(events.keySet())))
                    .compose(done -> c.query("SELECT pg_sleep(" + after + ")").execute())
                    .compose(
                        slept ->
                            rollsBack
                                ? Future.failedFuture(new RolledBack())
                                : Future.succeededFuture()))
        .transform(
            ended -> {
              if (ended.failed() && !(ended.cause() instanceof RolledBack)) {
                return Future.failedFuture(ended.cause());
              }
              if (ended.succeeded()) {
                events.forEach((event, n) -> committed.get(event.ownerId()).add(n));
              }
              return write(harness, writer, random, left - 1);
            });
  }

  private static Map<EventDraft, String> drafts(int writer, Random random, int left) {
    Map<EventDraft, String> events = new HashMap<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String n = writer + "." + left + "." + i;
      long owner = 1 + random.nextInt(OWNERS);
      events.put(new EventDraft(owner, null, "test.written", Map.of("n", n)), n);
    }
    return events;
  }

  private static List<String> log(EventHarness harness, long owner) {
    List<String> numbers = new ArrayList<>();
    long after = 0;
    boolean more = true;
    while (more) {
      var batch = Futures.await(harness.history.after(owner, after, EventFilter.ALL, 100));
      batch.events().stream()
          .map(StoredEvent::data)
          .map(EventOrderIT::number)
          .forEach(numbers::add);
      after = batch.through();
      more = batch.more();
    }
    return numbers;
  }

  private static String number(String data) {
    return data.replaceFirst("(?s)^.*\"n\": ?\"([^\"]*)\".*$", "$1");
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
