package dev.arrway.upstream;

import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The instances of all users, in memory. It finds instances and checks who may use them; {@link
 * InstanceClient} calls them. Thread-safe.
 */
public final class InstanceDirectory {
  private final Map<Long, Instance> byId = new ConcurrentHashMap<>();
  private final Map<Long, NavigableSet<Long>> idsByOwner = new ConcurrentHashMap<>();
  private final Map<Long, String> circuits = new ConcurrentHashMap<>();

  private volatile @Nullable PendingActors pending;

  /** Returns an instance of a user; throws {@code not_found} for one of another user too. */
  public Instance mine(long userId, long id) {
    Instance found = byId.get(id);
    if (found == null || found.ownerId() != userId) {
      throw Failure.notFound("instance").asException();
    }
    return found;
  }

  /**
   * Returns an instance that work may use: of any user for work of the gateway itself, else of the
   * user that it is done for. Throws {@code not_found} for all others.
   */
  Instance accessible(CallContext context, long id) {
    return context.isSystem()
        ? find(id).orElseThrow(() -> Failure.notFound("instance").asException())
        : mine(context.userId(), id);
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

  /** Sets the actors that were not started yet; a call starts the one that it needs. */
  public void startWith(PendingActors actors) {
    pending = actors;
  }

  /** Returns whether an instance's actor is still to be started since the start of the gateway. */
  public boolean isStarting(long id) {
    PendingActors actors = pending;
    return actors != null && actors.contains(id);
  }

  /** Returns how many actors are still to be started since the start of the gateway. */
  public int starting() {
    PendingActors actors = pending;
    return actors == null ? 0 : actors.size();
  }

  /** Starts an instance's actor if it waits for its start; completes when it runs. */
  Future<Void> started(long id) {
    PendingActors actors = pending;
    return actors == null ? Future.succeededFuture() : actors.start(id);
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
