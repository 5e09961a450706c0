package dev.arrway.app;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Set;

/**
 * Sends spans with the attributes alone that cannot hold a secret. Addresses of upstreams, indexers
 * and webhooks have keys in their path or query, hence no part of them leaves.
 */
final class DiscreetExporter implements SpanExporter {
  /** By the conventions for HTTP, messaging and databases, in the old and the new names. */
  private static final Set<String> HARMLESS =
      Set.of(
          "http.method",
          "http.request.method",
          "http.status_code",
          "http.response.status_code",
          "network.protocol.version",
          "network.protocol.name",
          "server.address",
          "server.port",
          "network.peer.address",
          "network.peer.port",
          "peer.service",
          "messaging.system",
          "messaging.operation",
          "messaging.operation.type",
          "messaging.operation.name",
          "messaging.destination.name",
          "message_bus.destination",
          "db.system",
          "db.system.name",
          "db.type",
          "db.operation",
          "db.operation.name",
          "span.kind",
          "error.type");

  private final SpanExporter collector;

  DiscreetExporter(SpanExporter collector) {
    this.collector = collector;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return collector.export(spans.stream().<SpanData>map(Discreet::new).toList());
  }

  @Override
  public CompletableResultCode flush() {
    return collector.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return collector.shutdown();
  }

  /** A span without what may hold a secret. */
  private static final class Discreet extends DelegatingSpanData {
    private final Attributes attributes;

    Discreet(SpanData span) {
      super(span);
      this.attributes = span.getAttributes().toBuilder().removeIf(Discreet::mayHoldASecret).build();
    }

    private static boolean mayHoldASecret(AttributeKey<?> key) {
      return !HARMLESS.contains(key.getKey());
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public java.util.List<io.opentelemetry.sdk.trace.data.EventData> getEvents() {
      return java.util.List.of(); // exceptions' texts may name addresses
    }
  }
}
