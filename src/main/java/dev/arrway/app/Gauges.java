package dev.arrway.app;

import dev.arrway.feature.monitoring.Sampler;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxState;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.platform.event.EventRelay;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands at some level: instances, streams, the outbox, the relay of events, the pool. */
final class Gauges {
  private static final Logger log = LoggerFactory.getLogger(Gauges.class);

  /** What the database has to be asked for is this old at most. */
  private static final long REFRESH_MS = TimeUnit.SECONDS.toMillis(10);

  private final Parts parts;
  private final MultiGauge health;
  private final MultiGauge breakers;
  private final MultiGauge outbox;

  /** What is looked at. */
  record Parts(
      Database database,
      DiskSpaceGuard disk,
      InstanceDirectory directory,
      StreamServices streams,
      EventRelay relay,
      Outbox outbox,
      Sampler sampler) {}

  private Gauges(MeterRegistry registry, Parts parts) {
    this.parts = parts;
    this.health = multi(registry, "arrway.instances", "Instances by type and health.");
    this.breakers = multi(registry, "arrway.upstream.breakers", "Breakers by type and state.");
    this.outbox = multi(registry, "arrway.outbox", "Changes asked of upstreams, by state.");
    single(registry, "arrway.event.streams", "Event streams.", it -> it.streams().streams().size());
    single(
        registry,
        "arrway.connections",
        "Long-lived connections whose users are known.",
        it -> it.streams().connections().size());
    single(
        registry,
        "arrway.connections.unidentified",
        "Long-lived connections that have not shown credentials yet.",
        it -> it.streams().connections().unidentified());
    single(
        registry,
        "arrway.connections.buffered.bytes",
        "Bytes that wait for the clients of long-lived connections.",
        it -> it.streams().budget().used());
    single(
        registry,
        "arrway.event.relay.lag.seconds",
        "From the writing of an event to its arrival.",
        it -> it.relay().lag().toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
    single(
        registry, "arrway.monitoring.running", "Samples under way.", it -> it.sampler().running());
    single(
        registry,
        "arrway.database.up",
        "1 unless the database is known to be away.",
        it -> it.database().availability().outage().isEmpty() ? 1 : 0);
    single(
        registry,
        "arrway.database.restarts",
        "Restarts of the embedded database since the start of this process.",
        it -> it.database().availability().restarts());
    single(
        registry,
        "arrway.data.free.space.low",
        "1 while the disk of the embedded database has too little free space, else 0.",
        it -> it.disk().isLow() ? 1 : 0);
    pool(registry, "max", "May be open.", Database.PoolState::most);
    pool(registry, "open", "Are open.", Database.PoolState::open);
    pool(registry, "in.use", "Are at work.", Database.PoolState::inUse);
    pool(registry, "waiting", "Callers that wait for one.", Database.PoolState::waiting);
  }

  /** Begins; what comes back ends it. */
  static Runnable start(Vertx vertx, Metrics metrics, Parts parts) {
    Gauges gauges = new Gauges(metrics.registry(), parts);
    metrics.beforeScrape(gauges::look);
    gauges.ask();
    long timer = vertx.setPeriodic(REFRESH_MS, tick -> gauges.ask());
    return () -> log.trace("gauges end: {}", vertx.cancelTimer(timer));
  }

  private static MultiGauge multi(MeterRegistry registry, String name, String what) {
    return MultiGauge.builder(name).description(what).register(registry);
  }

  private void single(
      MeterRegistry registry, String name, String what, ToDoubleFunction<Parts> value) {
    Gauge made = Gauge.builder(name, parts, value).description(what).register(registry);
    log.trace("{} is shown", made.getId());
  }

  private void pool(
      MeterRegistry registry,
      String name,
      String what,
      ToDoubleFunction<Database.PoolState> value) {
    single(
        registry,
        "arrway.pool." + name,
        "Database connections: " + what,
        it -> value.applyAsDouble(it.database().pool()));
  }

  /** What memory knows. */
  private void look() {
    show(health, "health", one -> one.state().health().wireName());
    show(breakers, "state", one -> parts.directory().circuit(one.id()));
  }

  private void show(MultiGauge gauge, String label, Function<Instance, String> state) {
    Map<Tags, Long> counts =
        parts.directory().everyone().stream()
            .collect(
                Collectors.groupingBy(
                    one -> Tags.of("type", one.type(), label, state.apply(one)),
                    Collectors.counting()));
    gauge.register(
        counts.entrySet().stream()
            .map(count -> MultiGauge.Row.of(count.getKey(), count.getValue()))
            .collect(Collectors.toList()),
        true);
  }

  /** What the database knows. */
  private void ask() {
    Future<Void> counted =
        parts
            .outbox()
            .counts()
            .map(
                counts -> {
                  outbox.register(
                      Arrays.stream(OutboxState.values())
                          .map(
                              state ->
                                  MultiGauge.Row.of(
                                      Tags.of("state", state.wireName()),
                                      counts.getOrDefault(state, 0L)))
                          .collect(Collectors.toList()),
                      true);
                  return null;
                });
    Future.join(counted, parts.relay().probe(parts.database()))
        .onFailure(cause -> log.debug("gauges are old: {}", cause.getMessage()));
  }
}
