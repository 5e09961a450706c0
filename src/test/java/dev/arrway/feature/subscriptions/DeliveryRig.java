package dev.arrway.feature.subscriptions;

import static org.awaitility.Awaitility.await;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.event.StoredEvent;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.platform.store.TestVault;
import dev.arrway.platform.store.Vault;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Subscriptions on a database, with time that passes when it is told to and nothing else moving.
 */
final class DeliveryRig implements AutoCloseable {
  static final long OWNER = 1;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final TestDatabase test;
  private final SqlEventLog log = new SqlEventLog();
  private final HttpStacks stacks;
  private final Vertx busVertx = Vertx.vertx();
  private final Bus bus;
  private final Vault vault;
  final EventHistory history;
  Subscriptions subscriptions;

  DeliveryRig(TestDatabase test) {
    this.test = test;
    test.execute(
        "DELETE FROM data_keyset; DELETE FROM event; DELETE FROM app_user; INSERT INTO app_user (id, username, password_hash, role)"
            + " OVERRIDING SYSTEM VALUE VALUES (1, 'a', '-', 'admin'), (2, 'b', '-', 'user')");
    this.history = Futures.await(EventHistory.open(test.database()));
    this.bus = Bus.create(busVertx, UpstreamCatalog.standard().messages(), false);
    this.vault = TestVault.open(test);
    this.stacks =
        new HttpStacks(
            test.vertx(), new AddressPolicy(List.of(), port -> port == 9), HttpObserver.NONE);
    this.subscriptions = node();
  }

  /** Another node on the same database. */
  Subscriptions node() {
    return new Subscriptions(
        new SubscriptionParts(
            test.vertx(),
            test.database(),
            vault,
            bus,
            log,
            history,
            stacks,
            clock(),
            owner -> Set.of(3L, 4L)));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  Instant now() {
    return now.get();
  }

  static SubscriptionRequest to(String url) {
    return request(Optional.of(url), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static SubscriptionRequest unordered(String url) {
    return request(Optional.of(url), Optional.empty(), Optional.empty(), Optional.of(false));
  }

  static SubscriptionRequest wanting(String url, List<String> types, List<Long> instances) {
    return request(Optional.of(url), Optional.of(types), Optional.of(instances), Optional.empty());
  }

  private static SubscriptionRequest request(
      Optional<String> url,
      Optional<List<String>> types,
      Optional<List<Long>> instances,
      Optional<Boolean> ordered) {
    return new SubscriptionRequest(
        Optional.of("s" + System.nanoTime()),
        url.map(Secret::of),
        Optional.empty(),
        types,
        instances,
        Optional.of(Secret.of("whsec_0123456789abcdef")),
        false,
        Optional.of(Map.of("Authorization", Secret.of("Bearer of-the-test"))),
        ordered,
        Optional.empty());
  }

  long subscribe(SubscriptionRequest request) {
    return Futures.await(subscriptions.create(OWNER, request)).standing().subscription().id();
  }

  Subscription.Standing standing(long id) {
    return Futures.await(subscriptions.get(OWNER, id));
  }

  List<Delivery> deliveries(long id, DeliveryState state) {
    return Futures.await(subscriptions.deliveries(OWNER, id, state.wireName(), 500, 0)).items();
  }

  /** Events happen, at this rig's time. */
  void happen(String type, int from, int to) {
    List<EventDraft> drafts =
        IntStream.range(from, to)
            .mapToObj(n -> new EventDraft(OWNER, 3L, type, Map.of("n", n)))
            .toList();
    append(drafts);
  }

  void append(List<EventDraft> drafts) {
    Futures.await(
        test.database()
            .asSystem(
                c ->
                    c.query("SELECT coalesce(max(id), 0) FROM event")
                        .execute()
                        .map(rows -> rows.iterator().next().getLong(0))
                        .compose(before -> log.append(c, drafts).map(before))
                        .compose(
                            before ->
                                c.query(
                                        "UPDATE event SET occurred_at = '"
                                            + now.get()
                                            + "' WHERE id > "
                                            + before)
                                    .execute())));
  }

  /** Gives turns until nothing is due. */
  void settle() {
    settle(subscriptions);
  }

  static void settle(Subscriptions node) {
    node.worker().wake(List.of());
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> node.worker().atRest());
  }

  /** Time passes in steps, with turns after each. */
  void pass(Duration whole, Duration step) {
    for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plus(step)) {
      now.updateAndGet(t -> t.plus(step));
      settle();
    }
  }

  List<StoredEvent> told(String type) {
    return Futures.await(history.page(OWNER, new EventFilter(List.of(type), null), 100, 0)).items();
  }

  void sql(String statement) {
    test.execute(statement);
  }

  @Override
  public void close() {
    Futures.await(subscriptions.stop());
    Futures.await(stacks.close());
    Futures.await(busVertx.close());
  }
}
