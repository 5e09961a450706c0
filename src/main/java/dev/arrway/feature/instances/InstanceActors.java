package dev.arrway.feature.instances;

import dev.arrway.platform.bus.Failures;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.InstanceUrl;
import dev.arrway.upstream.UpstreamFleet;
import dev.arrway.upstream.WaitingActors;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the actors of instances as the instances change. */
final class InstanceActors {
  private static final Logger log = LoggerFactory.getLogger(InstanceActors.class);

  private final UpstreamFleet fleet;
  private final InstanceDirectory directory;
  private final InstanceSecrets secrets;
  private final WaitingActors waiting = new WaitingActors();

  InstanceActors(UpstreamFleet fleet, InstanceDirectory directory, InstanceSecrets secrets) {
    this.fleet = fleet;
    this.directory = directory;
    this.secrets = secrets;
    directory.startWith(waiting);
  }

  /** Remembers an actor that {@link #startWaiting} is to start, or the first call of it. */
  void startLater(InstanceRows.Stored stored) {
    if (stored.instance().enabled()) {
      waiting.add(stored.instance().id(), () -> startedOrLogged(stored));
    }
  }

  /** Starts those that wait, some at a time; one that cannot start does not hold the others up. */
  Future<Void> startWaiting() {
    int all = waiting.size();
    long began = System.nanoTime();
    return waiting
        .startAll()
        .map(
            started -> {
              log.info(
                  "the actors of {} instances run after {} ms",
                  all,
                  TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
              return null;
            });
  }

  /** Starts none of those that still wait. */
  void startNoMore() {
    waiting.clear();
  }

  /** Starts an instance's actor in place of the one that may run; ends it when switched off. */
  Future<Void> deploy(InstanceRows.Stored stored) {
    waiting.remove(stored.instance().id());
    return start(stored);
  }

  private Future<Void> start(InstanceRows.Stored stored) {
    Instance i = stored.instance();
    directory.setCircuit(i.id(), "closed");
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
    waiting.remove(id);
    return fleet.undeploy(id);
  }

  /** Returns whether an instance's actor runs or will soon. */
  boolean runs(long id) {
    return fleet.runs(id) || waiting.contains(id);
  }

  /** The instance stays as it is, and what is asked of it is answered {@code actor_unavailable}. */
  Future<Void> deployOrLog(InstanceRows.Stored stored) {
    waiting.remove(stored.instance().id());
    return startedOrLogged(stored);
  }

  private Future<Void> startedOrLogged(InstanceRows.Stored stored) {
    return Turns.attempt(() -> start(stored))
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
