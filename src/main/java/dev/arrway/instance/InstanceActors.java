package dev.arrway.instance;

import dev.arrway.bus.Failures;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.UpstreamFleet;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the actors of instances as the instances are. */
final class InstanceActors {
  private static final Logger log = LoggerFactory.getLogger(InstanceActors.class);

  /** Actors that start at a time. */
  private static final int LANES = 64;

  private final UpstreamFleet fleet;
  private final InstanceDirectory directory;
  private final InstanceSecrets secrets;

  InstanceActors(UpstreamFleet fleet, InstanceDirectory directory, InstanceSecrets secrets) {
    this.fleet = fleet;
    this.directory = directory;
    this.secrets = secrets;
  }

  /** Starts an instance's actor in place of the one that may run; ends it when switched off. */
  Future<Void> deploy(InstanceRows.Stored stored) {
    Instance i = stored.instance();
    directory.circuit(i.id(), "closed");
    if (!i.enabled()) {
      return fleet.undeploy(i.id());
    }
    Keys keys = secrets.open(stored.credentials(), i.ownerId(), i.id());
    return fleet.deploy(
        new InstanceSpec(
            i.id(),
            i.ownerId(),
            i.type(),
            i.name(),
            InstanceUrl.with(i.url(), keys.userInfo()),
            keys.credentials(),
            AddressCheck.access(i),
            i.verifySsl(),
            Duration.ofSeconds(i.timeoutSeconds()),
            i.ratePerMinute(),
            i.settings()));
  }

  Future<Void> undeploy(long id) {
    return fleet.undeploy(id);
  }

  boolean runs(long id) {
    return fleet.runs(id);
  }

  /** Starts many; one that cannot start does not hold the others up. */
  Future<Void> deployAll(Collection<InstanceRows.Stored> all) {
    Queue<InstanceRows.Stored> waiting = new ConcurrentLinkedQueue<>(all);
    return Future.join(IntStream.range(0, LANES).mapToObj(lane -> next(waiting)).toList())
        .mapEmpty();
  }

  private Future<Void> next(Queue<InstanceRows.Stored> waiting) {
    InstanceRows.Stored stored = waiting.poll();
    return stored == null
        ? Future.succeededFuture()
        : deployOrLog(stored).compose(started -> next(waiting));
  }

  /** The instance stays as it is, and what is asked of it is answered {@code actor_unavailable}. */
  Future<Void> deployOrLog(InstanceRows.Stored stored) {
    return Turns.attempt(() -> deploy(stored))
        .recover(
            cause -> {
              log.atError()
                  .addKeyValue("instance", stored.instance().id())
                  .setCause(Failures.isUnexpected(cause) ? cause : null)
                  .log("its actor cannot start: {}", Failures.of(cause).detail());
              return Future.succeededFuture();
            });
  }
}
