package dev.arrway.app;

import dev.arrway.gateway.Call;
import dev.arrway.gateway.CallObserver;
import dev.arrway.platform.http.HttpObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;

/**
 * What is counted: calls of operations, calls to upstreams, and the process itself. Nothing that
 * users make grows the number of series: instances are counted by their types.
 */
final class Metrics implements HttpObserver, CallObserver, AutoCloseable {
  /** What actors call their instances. */
  private static final String INSTANCE = "instance-";

  /** For calls that no instance makes, such as those for playlists. */
  private static final String OTHER = "other";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final CopyOnWriteArrayList<Runnable> beforeScrape = new CopyOnWriteArrayList<>();
  private volatile LongFunction<Optional<String>> types = id -> Optional.empty();

  Metrics() {
    garbage.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Tells instances' types by their ids from now on. */
  void types(LongFunction<Optional<String>> known) {
    types = known;
  }

  MeterRegistry registry() {
    return registry;
  }

  /** Runs this before each answer; it must be quick. */
  void beforeScrape(Runnable work) {
    beforeScrape.add(work);
  }

  /** Everything in Prometheus' text form. */
  String scrape() {
    beforeScrape.forEach(Runnable::run);
    return registry.scrape();
  }

  @Override
  public void ended(Call call, boolean changes, int status, String code, Duration took) {
    registry.timer("arrway.operations", "operation", call.operationId(), "code", code).record(took);
  }

  @Override
  public void called(String instance, String operation, String outcome, Duration took) {
    registry
        .timer(
            "arrway.upstream.calls",
            "type",
            type(instance),
            "operation",
            operation,
            "outcome",
            outcome)
        .record(took);
  }

  @Override
  public void attempted(String instance, String operation, String outcome, Duration took) {
    registry
        .timer("arrway.upstream.attempts", "type", type(instance), "outcome", outcome)
        .record(took);
  }

  private String type(String instance) {
    return instance.startsWith(INSTANCE)
        ? types.apply(Long.parseLong(instance.substring(INSTANCE.length()))).orElse(OTHER)
        : OTHER;
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
