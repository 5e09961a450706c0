package dev.arrway.feature.instances;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.SqlQuota;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds, changes and removes instances, keeps their actors running, and tests their connections. */
public final class InstanceService {
  private static final Logger log = LoggerFactory.getLogger(InstanceService.class);
  private static final int LOADED_AT_ONCE = 500;

  private final Database database;
  private final EventLog events;
  private final Function<String, Upstream> catalog;
  private final InstanceDirectory directory;
  private final InstanceHealth health;
  private final InstanceSecrets secrets;
  private final InstanceActors actors;
  private final AddressCheck addresses;
  private final ConnectionTests tests;
  private final SqlQuota quota;
  private final InstanceUpdates updates;
  private final Turns turns = new Turns();

  InstanceService(
      Instances.Parts parts,
      InstanceDirectory directory,
      InstanceClient client,
      InstanceHealth health,
      InstanceSecrets secrets,
      InstanceActors actors) {
    this.database = parts.database();
    this.events = parts.events();
    this.catalog = parts.catalog();
    this.directory = directory;
    this.health = health;
    this.secrets = secrets;
    this.actors = actors;
    this.addresses = new AddressCheck(parts.stacks());
    this.tests = new ConnectionTests(directory, client, health);
    this.quota = SqlQuota.ofAll("instance", parts.mostPerUser(), "instances", "limits.instances");
    this.updates = new InstanceUpdates(parts, directory, secrets, actors, addresses);
  }

  /**
   * Adds an instance and tests it at once; a failing test does not undo that.
   *
   * @param declared whether the configuration manages it; then nobody waits for the test
   * @param trace joins the log lines
   * @return fails with {@code invalid} naming all wrong fields, {@code address_blocked}, {@code
   *     conflict} for a name that is taken, or {@code limit_exceeded} when the user has too many;
   *     what the configuration declares is not limited
   */
  public Future<Instance> create(
      long ownerId, boolean admin, InstanceRequest request, boolean declared, String trace) {
    return Turns.attempt(
            () -> {
              Upstream upstream = catalog.apply(request.type().orElse(""));
              InstanceRules.Checked checked =
                  InstanceRules.create(ownerId, admin, declared, upstream, request);
              return addresses
                  .allowed(checked.instance())
                  .compose(
                      allowed ->
                          database.asUser(
                              ownerId,
                              c ->
                                  (declared
                                          ? Future.<Void>succeededFuture()
                                          : quota.requireRoom(c, ownerId))
                                      .compose(room -> insert(c, checked))));
            })
        .recover(InstanceService::nameTaken)
        .compose(this::added)
        .compose(made -> firstTest(made, trace));
  }

  private Future<InstanceRows.Stored> insert(SqlConnection c, InstanceRules.Checked checked) {
    return InstanceRows.nextId(c)
        .compose(
            id -> {
              Instance made = checked.instance().withId(id);
              byte[] sealed =
                  secrets.seal(Objects.requireNonNull(checked.keys()), made.ownerId(), id);
              return InstanceRows.insert(c, made, sealed)
                  .compose(inserted -> events.append(c, event(made, "created")))
                  .compose(written -> InstanceRows.find(c, made.ownerId(), id))
                  .map(Optional::orElseThrow);
            });
  }

  private Future<Instance> added(InstanceRows.Stored stored) {
    logged("instance added", stored.instance());
    directory.put(stored.instance());
    return turns
        .take(stored.instance().id(), () -> actors.deployOrLog(stored))
        .map(stored.instance());
  }

  /** What is added stays added, even if the outcome of its test cannot be written down. */
  private Future<Instance> firstTest(Instance made, String trace) {
    if (!made.enabled()) {
      return Future.succeededFuture(made);
    }
    if (made.declared()) {
      tests.testLater(made, trace);
      return Future.succeededFuture(made);
    }
    return tests
        .test(made.ownerId(), made.id(), trace)
        .transform(tested -> Future.succeededFuture(directory.find(made.id()).orElse(made)));
  }

  /**
   * Changes an instance; what is left out stays.
   *
   * @param byConfiguration whether the configuration asks, which then manages it
   * @return fails as {@link #create} does, with {@code not_found}, and with {@code conflict} for an
   *     instance that the configuration manages
   */
  public Future<Instance> update(
      long ownerId, long id, InstanceRequest request, boolean byConfiguration) {
    return Turns.attempt(
            () -> {
              Instance known = directory.mine(ownerId, id);
              requireChangeable(known, byConfiguration);
              return turns.take(id, () -> updates.change(known, request, byConfiguration));
            })
        .recover(InstanceService::nameTaken);
  }

  /** Removes an instance with everything that belongs to it. */
  public Future<Void> delete(long ownerId, long id) {
    return Turns.attempt(
        () -> {
          Instance instance = directory.mine(ownerId, id);
          requireChangeable(instance, false);
          return turns.take(
              id,
              () ->
                  database
                      .asUser(ownerId, c -> delete(c, instance))
                      .compose(
                          deleted -> {
                            logged("instance removed", instance);
                            return gone(id);
                          }));
        });
  }

  private Future<Void> delete(SqlConnection c, Instance instance) {
    return InstanceRows.delete(c, instance.ownerId(), instance.id())
        .compose(
            deleted ->
                deleted
                    ? events.append(c, event(instance, "deleted"))
                    : Future.failedFuture(Failure.notFound("instance").asException()));
  }

  private Future<Void> gone(long id) {
    directory.remove(id);
    health.forget(id);
    return actors.undeploy(id);
  }

  /** The configuration declares it no more: its owner may do with it what they like. */
  Future<Void> release(Instance instance) {
    return turns.take(instance.id(), () -> updates.release(instance));
  }

  /** Tests one connection and remembers the outcome. A failed test is an outcome, not a failure. */
  public Future<ConnectionTest> test(long ownerId, long id, String trace) {
    return tests.test(ownerId, id, trace);
  }

  /** The outcomes of all of a user's enabled instances, tested at the same time. */
  public Future<Map<Instance, ConnectionTest>> testAll(long ownerId, String trace) {
    return tests.testAll(ownerId, trace);
  }

  /**
   * Reads all instances; their actors then wait for {@link InstanceActors#startWaiting}. It reads
   * in parts, since reading thousands in one go would hold the event loop up.
   */
  Future<Void> loadAll() {
    return database.asSystem(c -> loadAfter(c, 0));
  }

  private Future<Void> loadAfter(SqlConnection c, long after) {
    return InstanceRows.part(c, after, LOADED_AT_ONCE)
        .compose(
            part -> {
              part.forEach(
                  stored -> {
                    directory.put(stored.instance());
                    actors.startLater(stored);
                  });
              return part.size() < LOADED_AT_ONCE
                  ? Future.succeededFuture()
                  : loadAfter(c, part.get(part.size() - 1).instance().id());
            });
  }

  /** What a user may do has changed, or the user is gone: instances reach what their owner may. */
  Future<Void> accessChanged(long userId) {
    List<Instance> known = directory.all(userId);
    return known.isEmpty()
        ? Future.succeededFuture()
        : database
            .asSystem(c -> InstanceRows.allOf(c, userId))
            .compose(there -> Future.join(follow(known, there)))
            .mapEmpty();
  }

  private List<Future<Void>> follow(List<Instance> known, List<InstanceRows.Stored> there) {
    Map<Long, InstanceRows.Stored> byId =
        there.stream().collect(Collectors.toMap(it -> it.instance().id(), it -> it));
    return known.stream()
        .map(instance -> turns.take(instance.id(), () -> follow(instance, byId.get(instance.id()))))
        .toList();
  }

  private Future<Void> follow(Instance known, InstanceRows.@Nullable Stored stored) {
    if (stored == null) {
      return gone(known.id());
    }
    Instance now = stored.instance();
    if (now.ownerIsAdmin() == known.ownerIsAdmin() || directory.find(now.id()).isEmpty()) {
      return Future.succeededFuture();
    }
    directory.put(now.withState(known.state()));
    return actors.deployOrLog(stored);
  }

  private static void requireChangeable(Instance instance, boolean byConfiguration) {
    if (instance.declared() && !byConfiguration) {
      throw FailureException.of(
          FailureCode.CONFLICT,
          "This instance is declared in the configuration under instances; change it there and"
              + " start again.");
    }
  }

  static void logged(String what, Instance instance) {
    log.atInfo()
        .addKeyValue("instance", "instance-" + instance.id())
        .addKeyValue("name", instance.name())
        .addKeyValue("type", instance.type())
        .addKeyValue("owner_id", instance.ownerId())
        .log(what);
  }

  static EventDraft event(Instance instance, String verb) {
    return new EventDraft(
        instance.ownerId(),
        instance.id(),
        "instance." + verb,
        Map.of("name", instance.name(), "instance_type", instance.type()));
  }

  private static <T> Future<T> nameTaken(Throwable cause) {
    return Future.failedFuture(
        cause instanceof UniqueViolation
            ? new Failure(
                    FailureCode.CONFLICT,
                    "You have an instance of this name.",
                    null,
                    List.of(new FieldError("name", "is taken")))
                .asException()
            : cause);
  }
}
