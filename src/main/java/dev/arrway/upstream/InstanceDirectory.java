package dev.arrway.upstream;

import dev.arrway.bus.Bus;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All instances, in memory. Every call on behalf of a user checks the owner. */
public final class InstanceDirectory {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(2);

  private final Bus bus;
  private final Map<Long, Instance> byId = new ConcurrentHashMap<>();
  private final Map<Long, NavigableSet<Long>> idsByOwner = new ConcurrentHashMap<>();
  private final Map<Long, String> circuits = new ConcurrentHashMap<>();

  private volatile @Nullable PendingActors waiting;

  /** Creates an empty directory. */
  public InstanceDirectory(Bus bus) {
    this.bus = bus;
  }

  /** Returns an instance of a user; throws {@code not_found} for one of another user too. */
  public Instance mine(long userId, long id) {
    Instance found = byId.get(id);
    if (found == null || found.ownerId() != userId) {
      throw Failure.notFound("instance").asException();
    }
    return found;
  }

  /** Returns the instances of a user, newest first. */
  public List<Instance> all(long userId) {
    NavigableSet<Long> ids = idsByOwner.get(userId);
    return ids == null
        ? List.of()
        : ids.descendingSet().stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  /** Returns the instances of all users. */
  public Collection<Instance> everyone() {
    return List.copyOf(byId.values());
  }

  /** Returns an instance of any user. */
  public Optional<Instance> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Returns the state of the circuit breaker of an instance: {@code closed}, {@code open} or {@code
   * half_open}.
   */
  public String circuit(long id) {
    return circuits.getOrDefault(id, "closed");
  }

  /** Sets the actors that have not been started yet; {@link #ask} starts the one that it needs. */
  public void startWith(PendingActors actors) {
    waiting = actors;
  }

  /** Returns whether an instance's actor is still to be started since the start of the gateway. */
  public boolean isStarting(long id) {
    PendingActors actors = waiting;
    return actors != null && actors.contains(id);
  }

  /** Returns how many actors are still to be started since the start of the gateway. */
  public int starting() {
    PendingActors actors = waiting;
    return actors == null ? 0 : actors.size();
  }

  /**
   * Asks an instance's actor on behalf of its owner; one that waits for its start is started first.
   *
   * @return fails with {@code not_found}, {@code instance_disabled}, {@code actor_unavailable} when
   *     its start takes too long, or as the actor does
   */
  public <R extends Reply> Future<R> ask(
      long userId, long id, Command<R> command, Envelope envelope) {
    Instance instance;
    try {
      instance = mine(userId, id);
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    if (!instance.enabled()) {
      return Future.failedFuture(
          FailureException.of(FailureCode.INSTANCE_DISABLED, "The instance is switched off."));
    }
    Future<Void> started = started(id);
    return started.succeeded()
        ? bus.actor(Address.instance(id)).ask(command, envelope)
        : started
            .timeout(Math.max(1, envelope.remainingMs()), TimeUnit.MILLISECONDS)
            .recover(cause -> Future.failedFuture(startTakesTooLong()))
            .compose(now -> bus.actor(Address.instance(id)).ask(command, envelope));
  }

  private Future<Void> started(long id) {
    PendingActors actors = waiting;
    return actors == null ? Future.succeededFuture() : actors.start(id);
  }

  private static FailureException startTakesTooLong() {
    return Failure.retryAfter(
            FailureCode.ACTOR_UNAVAILABLE, "The instance is starting; try again.", STARTS_WITHIN)
        .asException();
  }

  /** Adds an instance, or replaces the one with its id. */
  public void put(Instance instance) {
    byId.put(instance.id(), instance);
    ids(instance.ownerId()).add(instance.id());
  }

  /** Removes an instance and what is known of its circuit breaker. */
  public void remove(long id) {
    Instance gone = byId.remove(id);
    if (gone != null) {
      ids(gone.ownerId()).remove(id);
    }
    circuits.remove(id);
  }

  private NavigableSet<Long> ids(long ownerId) {
    return idsByOwner.computeIfAbsent(ownerId, owner -> new ConcurrentSkipListSet<>());
  }

  /** Changes an instance atomically; returns it as changed, or null when there is none. */
  public @Nullable Instance change(long id, UnaryOperator<Instance> change) {
    return byId.computeIfPresent(id, (same, instance) -> change.apply(instance));
  }

  /** Sets the state of the circuit breaker of an instance; see {@link #circuit(long)}. */
  public void setCircuit(long id, String state) {
    circuits.put(id, state);
  }
}
