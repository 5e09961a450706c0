package dev.arrway.feature.instances;

import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.HealthLadder;
import dev.arrway.upstream.HealthState;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.InstanceUrl;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of instances, derived from the outcome of every call. It is updated in memory at once
 * and in the database soon after: a change of the health or of the step of {@link HealthLadder} as
 * soon as possible, another error text of the same health at most every 30 s. Changes that wait for
 * a write are written together.
 */
public final class InstanceHealth {
  private static final Logger log = LoggerFactory.getLogger(InstanceHealth.class);
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(30);

  private final InstanceDirectory directory;
  private final Database database;
  private final EventLog events;
  private final Clock clock;
  private final Turns turns;

  /** Instances whose state in the database is not that in memory. */
  private final Set<Long> unsaved = ConcurrentHashMap.newKeySet();

  /** Instances for which a write waits that will take along whatever changes until it begins. */
  private final Set<Long> queued = ConcurrentHashMap.newKeySet();

  private final Map<Long, Instant> lastWrite = new ConcurrentHashMap<>();

  InstanceHealth(InstanceDirectory directory, Database database, EventLog events, Clock clock) {
    this.directory = directory;
    this.database = database;
    this.events = events;
    this.clock = clock;
    this.turns = new Turns();
  }

  /** Records the outcome of a call; see {@link dev.arrway.upstream.InstanceObserver#observed}. */
  public void observed(InstanceSpec spec, @Nullable Failure failure) {
    Health health = failure == null ? Health.OK : Health.after(failure);
    if (health == null) {
      return;
    }
    Instant now = clock.instant();
    HealthState[] states = new HealthState[2];
    Instance after =
        directory.change(
            spec.id(),
            instance -> {
              states[0] = instance.state();
              states[1] = instance.enabled() ? next(states[0], health, failure, now) : states[0];
              return instance.withState(states[1]);
            });
    if (after != null) {
      saveWhatMatters(spec.id(), states[0], states[1], now);
    }
  }

  private static HealthState next(
      HealthState state, Health health, @Nullable Failure failure, Instant now) {
    if (failure == null) {
      return state.with(health, null, state.ladder().afterSuccess());
    }
    HealthLadder ladder = climbs(failure) ? state.ladder().afterFailure(now) : state.ladder();
    return state.with(health, failure.detail(), ladder);
  }

  /**
   * Returns whether a failure moves the instance up the ladder. An unreachable host does not: it is
   * probably switched off.
   */
  private static boolean climbs(Failure failure) {
    return switch (failure.code()) {
      case UPSTREAM_REFUSED, UPSTREAM_CONNECT_TIMEOUT, UPSTREAM_DNS -> false;
      default -> true;
    };
  }

  private void saveWhatMatters(long id, HealthState before, HealthState after, Instant now) {
    if (!before.equals(after)) {
      unsaved.add(id);
    }
    boolean soon = before.health() != after.health() || !before.ladder().equals(after.ladder());
    boolean due = !now.isBefore(lastWrite.getOrDefault(id, Instant.MIN).plus(BETWEEN_WRITES));
    if (unsaved.contains(id) && (soon || due) && queued.add(id)) {
      Sink.of(save(id, null), Runnable::run, (done, cause) -> report(id, cause));
    }
  }

  private static void report(long id, @Nullable Throwable cause) {
    if (cause != null) {
      log.atWarn()
          .addKeyValue("instance", id)
          .log("its health could not be written and will be later: {}", cause.getMessage());
    }
  }

  /** Stores the outcome of a connection test and writes its event. */
  Future<Void> tested(long id, ConnectionTest test) {
    Instance tested =
        directory.change(
            id,
            instance ->
                instance.withState(
                    instance.state().tested(clock.instant(), test.success(), test.version())));
    if (tested == null) {
      return Future.succeededFuture();
    }
    unsaved.add(id);
    Map<String, Object> data =
        Map.of("name", tested.name(), "success", test.success(), "message", test.message());
    return save(id, new EventDraft(tested.ownerId(), id, "instance.tested", data));
  }

  private Future<Void> save(long id, @Nullable EventDraft event) {
    return turns.take(
        id,
        () -> {
          queued.remove(id);
          Instance now = directory.find(id).orElse(null);
          if (now == null || (event == null && !unsaved.contains(id))) {
            return Future.succeededFuture();
          }
          lastWrite.put(id, clock.instant());
          // Whoever tests a connection waits; what is merely learned of thousands must not be in
          // the way.
          Database chosen = event == null ? database.background() : database;
          return chosen.asSystem(c -> write(c, now, event)).map(written -> saved(now));
        });
  }

  private @Nullable Void saved(Instance written) {
    boolean same =
        directory.find(written.id()).map(now -> now.state().equals(written.state())).orElse(true);
    if (same) {
      unsaved.remove(written.id());
    }
    return null;
  }

  private Future<Void> write(SqlConnection c, Instance now, @Nullable EventDraft event) {
    return InstanceRows.updateState(c, now)
        .compose(
            before -> {
              List<EventDraft> told = new ArrayList<>();
              before
                  .filter(was -> was != now.state().health())
                  .ifPresent(was -> told.add(changed(now, was)));
              if (event != null && before.isPresent()) {
                told.add(event);
              }
              return told.isEmpty() ? Future.succeededFuture() : events.append(c, told);
            });
  }

  static EventDraft changed(Instance now, Health from) {
    Map<String, Object> data = new HashMap<>();
    data.put("name", now.name());
    data.put("from", from.wireName());
    data.put("to", now.state().health().wireName());
    data.put("error", now.state().lastError());
    return new EventDraft(now.ownerId(), now.id(), "instance.health_changed", data);
  }

  /** Writes the changes that are not written yet, before the process ends. */
  Future<Void> flush() {
    List<Long> ids = List.copyOf(unsaved);
    return Future.join(ids.stream().map(id -> save(id, null)).toList())
        .<Void>mapEmpty()
        .recover(cause -> Future.succeededFuture())
        .compose(written -> turns.allEnded());
  }

  void forget(long id) {
    unsaved.remove(id);
    lastWrite.remove(id);
  }

  /** Records the new state of a circuit breaker. */
  public void circuitChanged(InstanceSpec spec, String circuit) {
    directory.setCircuit(spec.id(), circuit);
  }

  /** Corrects the address of an instance whose upstream was found below another path. */
  public void baseMoved(InstanceSpec spec, String basePath) {
    URI asked = InstanceUrl.of(spec.url().toString()).url();
    URI corrected = URI.create(InstanceUrl.origin(asked) + basePath.replaceAll("/+$", ""));
    Instance moved =
        directory.change(
            spec.id(),
            instance -> instance.url().equals(asked) ? instance.withUrl(corrected) : instance);
    if (moved == null || corrected.equals(asked) || !moved.url().equals(corrected)) {
      return;
    }
    log.atWarn()
        .addKeyValue("instance", spec.id())
        .log("the upstream has another URL base; the address was corrected");
    EventDraft event =
        new EventDraft(
            moved.ownerId(),
            moved.id(),
            "instance.updated",
            Map.of("name", moved.name(), "instance_type", moved.type()));
    Future<Void> written =
        turns.take(
            moved.id(),
            () ->
                database.asSystem(
                    c ->
                        InstanceRows.updateUrl(c, moved, asked)
                            .compose(
                                any -> any ? events.append(c, event) : Future.succeededFuture())));
    Sink.of(written, Runnable::run, (done, cause) -> report(moved.id(), cause));
  }

  /**
   * Whether scheduled work may run now: not before its actor was started; after repeated failures
   * it waits, longer each time.
   */
  public boolean mayRunScheduled(long instanceId) {
    return !directory.isStarting(instanceId)
        && directory
            .find(instanceId)
            .map(
                instance -> instance.enabled() && instance.state().ladder().allows(clock.instant()))
            .orElse(false);
  }
}
