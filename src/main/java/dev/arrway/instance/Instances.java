package dev.arrway.instance;

import dev.arrway.bus.Bus;
import dev.arrway.event.EventLog;
import dev.arrway.http.HttpStacks;
import dev.arrway.store.Database;
import dev.arrway.store.Vault;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamFleet;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything about instances, wired. */
public final class Instances {
  private final InstanceDirectory directory;
  private final InstanceHealth health;
  private final Parts parts;
  private @Nullable InstanceService service;

  /** The parts that have no actors yet: those need {@link #health()} to report to. */
  public Instances(Parts parts) {
    this.parts = parts;
    this.directory = new InstanceDirectory(parts.bus());
    this.health = new InstanceHealth(directory, parts.database(), parts.events(), parts.clock());
  }

  /**
   * What it is made of.
   *
   * @param catalog finds a vendor by its type; throws {@code invalid} for one that there is not
   */
  public record Parts(
      Database database,
      Vault vault,
      Bus bus,
      EventLog events,
      HttpStacks stacks,
      Function<String, Upstream> catalog,
      Clock clock) {}

  /** Loads all instances and starts their actors. */
  public Future<InstanceService> start(UpstreamFleet fleet) {
    InstanceService made = new InstanceService(parts, fleet, directory);
    service = made;
    return made.loadAll().map(made);
  }

  /** Who owns what, and the way to the actors. */
  public InstanceDirectory directory() {
    return directory;
  }

  /** What actors report to. */
  public InstanceHealth health() {
    return health;
  }

  /**
   * Applies what the configuration declares to the first administrator's instances.
   *
   * @param declared by name; those that are there are updated
   */
  public Future<Void> declare(long ownerId, List<InstanceRequest> declared) {
    InstanceService started = java.util.Objects.requireNonNull(service, "start comes first");
    Future<Void> all = Future.succeededFuture();
    for (InstanceRequest request : declared) {
      all = all.compose(before -> declare(started, ownerId, request));
    }
    return all;
  }

  private static Future<Void> declare(
      InstanceService service, long ownerId, InstanceRequest request) {
    Instance there = service.byName(ownerId, request.name().orElse(""));
    Future<Instance> applied =
        there == null
            ? service.create(ownerId, true, request, true, "start")
            : service.update(ownerId, there.id(), request, true);
    return applied.mapEmpty();
  }
}
