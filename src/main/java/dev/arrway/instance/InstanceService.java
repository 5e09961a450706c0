package dev.arrway.instance;

import dev.arrway.bus.Failures;
import dev.arrway.event.EventDraft;
import dev.arrway.event.EventLog;
import dev.arrway.http.HttpPolicy;
import dev.arrway.http.HttpPolicy.Access;
import dev.arrway.http.HttpStack;
import dev.arrway.http.HttpStacks;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.UpstreamCommand;
import dev.arrway.store.Database;
import dev.arrway.store.UniqueViolation;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamFleet;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds, changes and removes instances, keeps their actors running, and tests their connections. */
public final class InstanceService {
  private static final Logger log = LoggerFactory.getLogger(InstanceService.class);
  private static final long MARGIN_MS = 2_000;

  private final Database database;
  private final EventLog events;
  private final HttpStacks stacks;
  private final UpstreamFleet fleet;
  private final Function<String, Upstream> catalog;
  private final InstanceDirectory directory;
  private final InstanceSecrets secrets;
  private final Clock clock;

  InstanceService(Instances.Parts parts, UpstreamFleet fleet, InstanceDirectory directory) {
    this.database = parts.database();
    this.events = parts.events();
    this.stacks = parts.stacks();
    this.catalog = parts.catalog();
    this.clock = parts.clock();
    this.fleet = fleet;
    this.directory = directory;
    this.secrets = new InstanceSecrets(parts.vault());
  }

  /**
   * Adds an instance and tests it at once; a failing test does not undo that.
   *
   * @param trace joins the log lines
   * @return fails with {@code invalid} naming all wrong fields, {@code address_blocked}, or {@code
   *     conflict} for a name that is taken
   */
  public Future<Instance> create(
      long ownerId, boolean admin, InstanceRequest request, boolean declared, String trace) {
    return attempt(
            () -> {
              Upstream upstream = catalog.apply(request.type().orElse(""));
              InstanceRules.Checked checked =
                  InstanceRules.create(1, ownerId, admin, declared, upstream, request);
              return addressAllowed(checked.instance())
                  .compose(
                      allowed ->
                          database.asUser(
                              ownerId,
                              c -> insert(c, ownerId, admin, declared, upstream, request)));
            })
        .recover(InstanceService::nameTaken)
        .compose(
            stored -> {
              directory.put(stored.instance());
              return deploy(stored).map(stored.instance());
            })
        .compose(
            made ->
                made.enabled()
                    ? test(ownerId, made.id(), trace)
                        .map(tested -> directory.mine(ownerId, made.id()))
                    : Future.succeededFuture(made));
  }

  private Future<InstanceRows.Stored> insert(
      SqlConnection c,
      long ownerId,
      boolean admin,
      boolean declared,
      Upstream upstream,
      InstanceRequest request) {
    return InstanceRows.nextId(c)
        .compose(
            id -> {
              InstanceRules.Checked made =
                  InstanceRules.create(id, ownerId, admin, declared, upstream, request);
              byte[] sealed =
                  secrets.seal(java.util.Objects.requireNonNull(made.credentials()), ownerId, id);
              return InstanceRows.insert(c, made.instance(), sealed)
                  .compose(inserted -> events.append(c, event(made.instance(), "created")))
                  .compose(written -> InstanceRows.find(c, ownerId, id))
                  .map(java.util.Optional::orElseThrow);
            });
  }

  /**
   * Changes an instance; fails as {@link #create} does, and with {@code conflict} for one that the
   * configuration manages.
   */
  public Future<Instance> update(
      long ownerId, long id, InstanceRequest request, boolean byConfiguration) {
    return attempt(
            () -> {
              Instance before = directory.mine(ownerId, id);
              requireChangeable(before, byConfiguration);
              InstanceRules.Checked checked =
                  InstanceRules.update(before, catalog.apply(before.type()), request);
              Future<Void> address =
                  request.url().isPresent()
                      ? addressAllowed(checked.instance())
                      : Future.succeededFuture();
              return address.compose(
                  allowed -> database.asUser(ownerId, c -> update(c, before, checked)));
            })
        .recover(InstanceService::nameTaken)
        .compose(
            stored -> {
              directory.put(stored.instance());
              return deploy(stored).map(stored.instance());
            });
  }

  private Future<InstanceRows.Stored> update(
      SqlConnection c, Instance before, InstanceRules.Checked checked) {
    Credentials credentials = checked.credentials();
    Instance after = checked.instance();
    byte[] sealed =
        credentials == null ? null : secrets.seal(credentials, after.ownerId(), after.id());
    Health health =
        !after.enabled()
            ? Health.DISABLED
            : before.enabled() ? before.state().health() : Health.UNKNOWN;
    Instance stated =
        after.withState(
            after.state().with(health, after.state().lastError(), after.state().ladder()));
    return InstanceRows.update(c, stated, sealed)
        .compose(updated -> InstanceRows.updateState(c, stated))
        .compose(updated -> events.append(c, event(after, "updated")))
        .compose(written -> InstanceRows.find(c, after.ownerId(), after.id()))
        .map(found -> found.orElseThrow(() -> Failure.notFound("instance").asException()));
  }

  /** Removes an instance with everything that belongs to it. */
  public Future<Void> delete(long ownerId, long id) {
    return attempt(
        () -> {
          Instance instance = directory.mine(ownerId, id);
          requireChangeable(instance, false);
          return fleet
              .undeploy(id)
              .compose(
                  stopped ->
                      database.asUser(
                          ownerId,
                          c ->
                              InstanceRows.delete(c, ownerId, id)
                                  .compose(
                                      deleted ->
                                          deleted
                                              ? events.append(c, event(instance, "deleted"))
                                              : Future.failedFuture(
                                                  Failure.notFound("instance").asException()))))
              .map(
                  gone -> {
                    directory.remove(id);
                    return null;
                  });
        });
  }

  /** Tests one connection and remembers the outcome. A failed test is an outcome, not a failure. */
  public Future<ConnectionTest> test(long ownerId, long id, String trace) {
    return attempt(
        () -> {
          Instance instance = directory.mine(ownerId, id);
          long wait = Duration.ofSeconds(instance.timeoutSeconds()).toMillis() + MARGIN_MS;
          return directory
              .ask(
                  ownerId,
                  id,
                  new UpstreamCommand.TestConnection(),
                  new Envelope(ownerId, trace, wait, true))
              .map(tested -> ConnectionTest.of(tested.report()))
              .recover(cause -> Future.succeededFuture(ConnectionTest.of(Failures.of(cause))))
              .compose(test -> remember(id, test).map(test));
        });
  }

  /** The outcomes of all of a user's enabled instances, tested at the same time. */
  public Future<Map<Instance, ConnectionTest>> testAll(long ownerId, String trace) {
    List<Instance> instances = directory.all(ownerId).stream().filter(Instance::enabled).toList();
    List<Future<ConnectionTest>> tests =
        instances.stream().map(instance -> test(ownerId, instance.id(), trace)).toList();
    return Future.join(tests)
        .map(
            done -> {
              Map<Instance, ConnectionTest> outcomes = new java.util.LinkedHashMap<>();
              for (int i = 0; i < tests.size(); i++) {
                outcomes.put(instances.get(i), tests.get(i).result());
              }
              return outcomes;
            });
  }

  /**
   * Loads all instances and starts the actors of those that are switched on. One that cannot start
   * does not hold the others up.
   */
  Future<Void> loadAll() {
    return database
        .asSystem(InstanceRows::all)
        .compose(
            all -> {
              all.forEach(stored -> directory.put(stored.instance()));
              return Future.join(all.stream().map(this::deployAtStart).toList());
            })
        .mapEmpty();
  }

  private Future<Void> deployAtStart(InstanceRows.Stored stored) {
    return attempt(() -> deploy(stored))
        .recover(
            cause -> {
              log.atError()
                  .addKeyValue("instance", stored.instance().id())
                  .log("its actor cannot start: {}", Failures.of(cause).detail());
              return Future.succeededFuture();
            });
  }

  private Future<Void> remember(long id, ConnectionTest test) {
    Instance tested =
        directory.change(
            id,
            instance ->
                instance.withState(
                    instance.state().tested(clock.instant(), test.success(), test.version())));
    if (tested == null) {
      return Future.succeededFuture();
    }
    Map<String, Object> data =
        Map.of("name", tested.name(), "success", test.success(), "message", test.message());
    return database.asSystem(
        c ->
            InstanceRows.updateState(c, tested)
                .compose(
                    written ->
                        events.append(
                            c, new EventDraft(tested.ownerId(), id, "instance.tested", data))));
  }

  private Future<Void> deploy(InstanceRows.Stored stored) {
    Instance i = stored.instance();
    if (!i.enabled()) {
      return fleet.undeploy(i.id());
    }
    return fleet.deploy(
        new InstanceSpec(
            i.id(),
            i.ownerId(),
            i.type(),
            i.name(),
            i.url(),
            secrets.open(stored.credentials(), i.ownerId(), i.id()),
            access(i),
            i.verifySsl(),
            Duration.ofSeconds(i.timeoutSeconds()),
            i.ratePerMinute(),
            i.settings()));
  }

  /** A name that does not resolve now may tomorrow; an address that is forbidden stays so. */
  private Future<Void> addressAllowed(Instance instance) {
    HttpStack probe;
    try {
      probe = stacks.open(HttpPolicy.to("check", instance.url()).withAccess(access(instance)));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(
          Failure.invalid("url", "names no host that could be called").asException());
    }
    return probe
        .checkAddress()
        .recover(
            cause ->
                Failures.of(cause).code() == FailureCode.ADDRESS_BLOCKED
                    ? Future.failedFuture(
                        new Failure(
                                FailureCode.ADDRESS_BLOCKED,
                                Failures.of(cause).detail(),
                                null,
                                List.of(
                                    new dev.arrway.protocol.FieldError(
                                        "url", "points to an address that you may not use")))
                            .asException())
                    : Future.succeededFuture())
        .eventually(probe::close);
  }

  private static Access access(Instance instance) {
    return instance.ownerIsAdmin() ? Access.ADMINISTRATOR : Access.USER;
  }

  private static void requireChangeable(Instance instance, boolean byConfiguration) {
    if (instance.declared() && !byConfiguration) {
      throw FailureException.of(
          FailureCode.CONFLICT,
          "This instance is declared in the configuration; change it there and start again.");
    }
  }

  private static EventDraft event(Instance instance, String verb) {
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
                    List.of(new dev.arrway.protocol.FieldError("name", "is taken")))
                .asException()
            : cause);
  }

  private static <T> Future<T> attempt(java.util.function.Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  @Nullable Instance byName(long ownerId, String name) {
    return directory.all(ownerId).stream()
        .filter(instance -> instance.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }
}
