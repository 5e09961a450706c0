package dev.arrway.upstream;

import dev.arrway.protocol.Failure;
import org.jspecify.annotations.Nullable;

/** A listener for what actors find out about their instances. */
public interface InstanceObserver {
  /** An observer that ignores everything, for tests of actors alone. */
  InstanceObserver NONE =
      new InstanceObserver() {
        @Override
        public void observed(InstanceSpec instance, @Nullable Failure failure) {}

        @Override
        public void circuitChanged(InstanceSpec instance, String circuit) {}

        @Override
        public void baseMoved(InstanceSpec instance, String basePath) {}
      };

  /**
   * Learns that a command ended. It is quick and never throws; what it stores it stores later.
   *
   * @param failure why the command failed, or null when it worked
   */
  void observed(InstanceSpec instance, @Nullable Failure failure);

  /** Learns that the breaker is {@code closed}, {@code open} or {@code half_open} now. */
  void circuitChanged(InstanceSpec instance, String circuit);

  /**
   * Learns that the upstream lives below another path of the same origin; calls already go there.
   */
  void baseMoved(InstanceSpec instance, String basePath);
}
