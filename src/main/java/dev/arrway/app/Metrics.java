package dev.arrway.app;

import dev.arrway.gateway.Call;
import dev.arrway.gateway.CallObserver;
import dev.arrway.http.CircuitState;
import dev.arrway.http.HttpObserver;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted: calls of operations, calls to upstreams, breakers, and the process itself. */
final class Metrics implements HttpObserver, CallObserver, AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final Map<String, CircuitState> circuits = new ConcurrentHashMap<>();

  Metrics() {
    garbage.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Everything in Prometheus' text form. */
  String scrape() {
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
            "instance",
            instance,
            "operation",
            operation,
            "outcome",
            outcome)
        .record(took);
  }

  @Override
  public void attempted(String instance, String operation, String outcome, Duration took) {
    registry
        .timer("arrway.upstream.attempts", "instance", instance, "outcome", outcome)
        .record(took);
  }

  @Override
  public void circuit(String instance, CircuitState state) {
    if (circuits.put(instance, state) == null) {
      registry.gauge(
          "arrway.upstream.breaker.open",
          io.micrometer.core.instrument.Tags.of("instance", instance),
          circuits,
          all -> all.get(instance) == CircuitState.OPEN ? 1 : 0);
    }
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
