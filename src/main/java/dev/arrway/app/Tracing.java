package dev.arrway.app;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.http.BuildVersion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Traces of calls from the gateway over the event bus to upstreams and the database, sent to a
 * collector when one is configured. Vert.x creates the spans and propagates them in the messages of
 * the bus.
 */
final class Tracing {
  private static final long SECONDS_TO_FLUSH = 5;

  private final Optional<OpenTelemetrySdk> telemetry;

  private Tracing(Optional<OpenTelemetrySdk> telemetry) {
    this.telemetry = telemetry;
  }

  /** As configured; nothing is traced without a collector. */
  static Tracing of(ArrwayConfig.Telemetry config) {
    return new Tracing(
        config.tracesEndpoint().isEmpty() ? Optional.empty() : Optional.of(sdk(config)));
  }

  private static OpenTelemetrySdk sdk(ArrwayConfig.Telemetry config) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        config.serviceName(),
                        AttributeKey.stringKey("service.version"),
                        BuildVersion.VALUE)));
    OtlpHttpSpanExporter collector =
        OtlpHttpSpanExporter.builder().setEndpoint(config.tracesEndpoint()).build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(
                    Sampler.parentBased(Sampler.traceIdRatioBased(config.traceSampleRatio())))
                .addSpanProcessor(
                    BatchSpanProcessor.builder(new DiscreetExporter(collector)).build())
                .build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  /** Lets a Vert.x trace. */
  Vertx build(VertxBuilder vertx) {
    telemetry.ifPresent(sdk -> vertx.withTracer(new OpenTelemetryTracingFactory(sdk)));
    return vertx.build();
  }

  /** Sends what is left; a collector that is away holds up nobody. */
  Future<Void> close(Vertx vertx) {
    return telemetry.isEmpty()
        ? Future.succeededFuture()
        : vertx.executeBlocking(
            () -> {
              telemetry
                  .get()
                  .getSdkTracerProvider()
                  .shutdown()
                  .join(SECONDS_TO_FLUSH, TimeUnit.SECONDS);
              return null;
            });
  }
}
