package dev.arrway.instance;

import dev.arrway.event.EventDraft;
import dev.arrway.event.EventLog;
import dev.arrway.protocol.Failure;
import dev.arrway.store.Database;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from every contact how instances are doing. Only what changes is written, one write an
 * instance at a time.
 */
public final class InstanceHealth {
  private static final Logger log = LoggerFactory.getLogger(InstanceHealth.class);

  private final InstanceDirectory directory;
  private final Database database;
  private final EventLog events;
  private final Clock clock;
  private final Map<Long, Future<Void>> writes = new ConcurrentHashMap<>();

  InstanceHealth(InstanceDirectory directory, Database database, EventLog events, Clock clock) {
    this.directory = directory;
    this.database = database;
    this.events = events;
    this.clock = clock;
  }

  /** A contact ended; see {@link dev.arrway.upstream.UpstreamMemory#observed}. */
  public void observed(InstanceSpec spec, @Nullable Failure failure) {
    Health health = failure == null ? Health.OK : Health.after(failure);
    if (health != null) {
      HealthChange change = change(spec.id(), health, failure);
      if (change.matters()) {
        write(spec.id(), change);
      }
    }
  }

  /** The breaker changed. */
  public void circuitChanged(InstanceSpec spec, String circuit) {
    directory.circuit(spec.id(), circuit);
  }

  /** The upstream lives below another path: the address is corrected. */
  public void baseMoved(InstanceSpec spec, String basePath) {
    Instance moved =
        directory.change(
            spec.id(),
            instance ->
                instance.withUrl(
                    URI.create(
                        instance.url().getScheme()
                            + "://"
                            + instance.url().getAuthority()
                            + basePath.replaceAll("/+$", ""))));
    if (moved != null) {
      log.atWarn()
          .addKeyValue("instance", spec.id())
          .log("the upstream has another URL base; the address was corrected");
      enqueue(spec.id(), () -> database.asSystem(c -> InstanceRows.updateUrl(c, moved)));
    }
  }

  /** Whether scheduled work may run now; after repeated failures it waits, longer each time. */
  public boolean mayRunScheduled(long instanceId) {
    return directory
        .find(instanceId)
        .map(instance -> instance.enabled() && instance.state().ladder().allows(clock.instant()))
        .orElse(false);
  }

  /** What a contact changed. */
  private record HealthChange(@Nullable Instance before, @Nullable Instance after) {
    boolean matters() {
      return before != null
          && after != null
          && before.enabled()
          && !before.state().equals(after.state());
    }

    boolean healthChanged() {
      return before != null && after != null && before.state().health() != after.state().health();
    }
  }

  private HealthChange change(long id, Health health, @Nullable Failure failure) {
    Instant now = clock.instant();
    Instance[] before = new Instance[1];
    Instance after =
        directory.change(
            id,
            instance -> {
              before[0] = instance;
              HealthState state = instance.state();
              HealthLadder ladder =
                  failure == null
                      ? state.ladder().afterSuccess(now)
                      : climbs(failure) ? state.ladder().afterFailure(now) : state.ladder();
              return instance.withState(
                  state.with(health, failure == null ? null : failure.detail(), ladder));
            });
    return new HealthChange(before[0], after);
  }

  /** A host that is not there is not failing: it is away. */
  private static boolean climbs(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_REFUSED, UPSTREAM_CONNECT_TIMEOUT, UPSTREAM_DNS -> false;
      default -> true;
    };
  }

  private void write(long id, HealthChange change) {
    Instance after = Objects.requireNonNull(change.after());
    Function<SqlConnection, Future<Void>> work =
        c ->
            InstanceRows.updateState(c, after)
                .compose(
                    written ->
                        change.healthChanged()
                            ? events.append(c, event(change))
                            : Future.succeededFuture());
    enqueue(id, () -> database.asSystem(work));
  }

  private static EventDraft event(HealthChange change) {
    Instance before = Objects.requireNonNull(change.before());
    Instance after = Objects.requireNonNull(change.after());
    Map<String, Object> data = new HashMap<>();
    data.put("name", after.name());
    data.put("from", before.state().health().wireName());
    data.put("to", after.state().health().wireName());
    data.put("error", after.state().lastError());
    return new EventDraft(after.ownerId(), after.id(), "instance.health_changed", data);
  }

  private void enqueue(long id, java.util.function.Supplier<Future<Void>> write) {
    Future<Void> next =
        writes.compute(
            id,
            (same, running) ->
                (running == null ? Future.<Void>succeededFuture() : running)
                    .transform(done -> write.get())
                    .recover(
                        cause -> {
                          log.atWarn()
                              .addKeyValue("instance", id)
                              .log("its health could not be written: {}", cause.getMessage());
                          return Future.succeededFuture();
                        }));
    assert next != null;
  }
}
