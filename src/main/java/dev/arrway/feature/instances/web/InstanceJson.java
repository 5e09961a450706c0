package dev.arrway.feature.instances.web;

import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance as the API shows it; there is no field for credentials. */
record InstanceJson(
    long id,
    String name,
    String instanceType,
    String url,
    boolean verifySsl,
    int timeoutSeconds,
    int rateLimitPerMinute,
    boolean enabled,
    @Nullable Boolean isHealthy,
    @Nullable Instant lastConnectionTest,
    @Nullable Boolean lastConnectionSuccess,
    @Nullable String lastError,
    @Nullable String version,
    String health,
    String circuit,
    SnapshotState snapshot,
    Map<String, Object> settings,
    String managedBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String securityWarning) {

  static InstanceJson of(Instance i, InstanceDirectory directory, SnapshotState.Source snapshots) {
    Health health = i.enabled() ? i.state().health() : Health.DISABLED;
    return new InstanceJson(
        i.id(),
        i.name(),
        i.type(),
        i.url().toString(),
        i.verifySsl(),
        i.timeoutSeconds(),
        i.ratePerMinute(),
        i.enabled(),
        health == Health.UNKNOWN ? null : health == Health.OK,
        i.state().lastTest(),
        i.state().lastTestSucceeded(),
        i.state().lastError(),
        i.state().version(),
        health.wireName(),
        directory.circuit(i.id()),
        snapshots.of(i.id()),
        i.settings(),
        i.declared() ? "configuration" : "user",
        i.createdAt(),
        i.updatedAt(),
        i.securityWarning());
  }
}
