package dev.arrway.feature.libraries;

import static dev.arrway.platform.store.Futures.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.feature.instances.InstanceRequest;
import dev.arrway.feature.instances.InstanceService;
import dev.arrway.feature.instances.Instances;
import dev.arrway.kind.arr.LibrarySink;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.TestBus;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.platform.store.TestVault;
import dev.arrway.platform.store.Vault;
import dev.arrway.protocol.Failure;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceObserver;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.StoragePorts;
import dev.arrway.upstream.UpstreamFleet;
import dev.arrway.upstream.UpstreamRuntime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances with real actors and their libraries, on a database of its own. */
public final class LibraryHarness implements AutoCloseable {
  public static final Duration TTL = Duration.ofHours(6);
  static final int MOST_TITLES = 6_000;
  private static final long ADA = 1;
  private static final long BOB = 2;

  private final TestDatabase database;
  private final Vault vault;
  private final Vertx vertx;
  private final RecordedEvents events = new RecordedEvents();
  private final Rematched rematched = new Rematched();
  private final MovableClock clock = new MovableClock();
  private final HttpStacks stacks;
  private final UpstreamFleet fleet;
  private final Instances instances;
  private final InstanceService service;
  private final Libraries.Running libraries;
  private final Libraries wired;
  private final Bus bus;

  private LibraryHarness(TestDatabase database, Vault vault, Vertx vertx) {
    this.database = database;
    this.vault = vault;
    this.vertx = vertx;
    this.bus = TestBus.create(vertx);
    UpstreamCatalog catalog = UpstreamCatalog.standard();
    this.stacks =
        new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);
    this.wired =
        new Libraries(
            new LibraryParts(
                database.database(), bus, events, catalog::get, TTL, clock, MOST_TITLES));
    this.instances =
        new Instances(
            new Instances.Parts(
                database.database(), vault, bus, events, stacks, catalog::get, clock, 200));
    this.fleet =
        new UpstreamFleet(
            vertx,
            new UpstreamRuntime(
                bus,
                stacks,
                new HealthObserver(instances),
                StoragePorts.NONE.with(LibrarySink.class, wired.store())),
            catalog::get);
    this.service = await(instances.start(fleet));
    this.libraries =
        await(
            wired.start(
                vertx,
                instances.directory(),
                instances.client(),
                instances.health()::mayRunScheduled,
                rematched,
                MatchingStatus.NONE));
  }

  /** A fresh database with two users, 1 and 2. */
  public static LibraryHarness open() {
    TestDatabase database = TestDatabase.create();
    database.execute(
        "INSERT INTO app_user (username, password_hash, role)"
            + " VALUES ('ada', '-', 'admin'), ('bob', '-', 'admin')");
    return new LibraryHarness(database, TestVault.open(database), Vertx.vertx());
  }

  /** The same data with new actors and services, as after a restart. */
  public LibraryHarness restarted() {
    return new LibraryHarness(database, vault, Vertx.vertx());
  }

  /** Stores the health of instances, as the gateway does. */
  private record HealthObserver(Instances instances) implements InstanceObserver {
    @Override
    public void observed(InstanceSpec instance, Failure failure) {
      instances.health().observed(instance, failure);
    }

    @Override
    public void circuitChanged(InstanceSpec instance, String circuit) {
      instances.health().circuitChanged(instance, circuit);
    }

    @Override
    public void baseMoved(InstanceSpec instance, String basePath) {
      instances.health().baseMoved(instance, basePath);
    }
  }

  /** An instance of user 1 for a simulated server, without limits that tests would meet. */
  @CanIgnoreReturnValue
  public Instance add(String type, SandboxServer server) {
    return add(type, server, 10, Map.of());
  }

  @CanIgnoreReturnValue
  public Instance add(
      String type, SandboxServer server, int timeoutSeconds, Map<String, Object> settings) {
    return await(
        service.create(
            ADA,
            true,
            new InstanceRequest(
                Optional.of(type + " " + server.port()),
                Optional.of(type),
                Optional.of(server.url()),
                Optional.of(server.apiKey()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(timeoutSeconds),
                Optional.of(100_000),
                Optional.empty(),
                Optional.of(settings)),
            false,
            "test"));
  }

  @CanIgnoreReturnValue
  public Instance disable(Instance instance) {
    return await(
        service.update(
            ADA,
            instance.id(),
            new InstanceRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                Optional.empty()),
            false));
  }

  public long ada() {
    return ADA;
  }

  public long bob() {
    return BOB;
  }

  public TestDatabase database() {
    return database;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Bus bus() {
    return bus;
  }

  public RecordedEvents events() {
    return events;
  }

  public Rematched rematched() {
    return rematched;
  }

  public MovableClock clock() {
    return clock;
  }

  public Instances instances() {
    return instances;
  }

  public InstanceService instanceService() {
    return service;
  }

  public Libraries wired() {
    return wired;
  }

  public LibraryService library() {
    return libraries.service();
  }

  public LibrarySync sync() {
    return libraries.sync();
  }

  /** Ends actors and services, and leaves the data. */
  public void halt() {
    await(libraries.stop());
    await(fleet.undeployAll());
    await(stacks.close());
    await(vertx.close());
  }

  @Override
  public void close() {
    halt();
    database.close();
  }

  /** Counts how often matching was asked for. */
  public static final class Rematched implements Rematch {
    private final List<Long> owners = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Override
    public Future<Void> now(long ownerId) {
      owners.add(ownerId);
      return Future.succeededFuture();
    }

    public List<Long> owners() {
      return List.copyOf(owners);
    }
  }

  /** The real time, moved ahead by hand. */
  public static final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    public void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public java.time.Instant instant() {
      return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
