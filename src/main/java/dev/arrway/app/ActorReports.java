package dev.arrway.app;

import dev.arrway.feature.instances.InstanceHealth;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.InstanceObserver;
import dev.arrway.upstream.InstanceSpec;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An observer that passes what actors find out to the health of instances and the outbox. */
final class ActorReports implements InstanceObserver {
  private final InstanceHealth health;
  private final LongConsumer reachable;

  /**
   * Creates an observer.
   *
   * @param health stores what was found out
   * @param reachable called with instances that answered or whose breaker has closed
   */
  ActorReports(InstanceHealth health, LongConsumer reachable) {
    this.health = health;
    this.reachable = reachable;
  }

  @Override
  public void observed(InstanceSpec instance, @Nullable Failure failure) {
    health.observed(instance, failure);
    if (failure == null) {
      reachable.accept(instance.id());
    }
  }

  @Override
  public void circuitChanged(InstanceSpec instance, String circuit) {
    health.circuitChanged(instance, circuit);
    if (circuit.equals("closed")) {
      reachable.accept(instance.id());
    }
  }

  @Override
  public void baseMoved(InstanceSpec instance, String basePath) {
    health.baseMoved(instance, basePath);
  }
}
