package dev.arrway.feature.schedules;

import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;

/** What schedules need of instances. */
public interface Servers {
  /**
   * Fails with {@code not_found} when the user has no such instance, with {@code not_supported}
   * when it wants nothing.
   */
  Future<Void> check(long ownerId, long instanceId);

  /** Whether it is switched on. */
  boolean enabled(long instanceId);

  /** Whether its failures let scheduled work at it. */
  boolean mayRunScheduled(long instanceId);

  /** Asks an instance; fails as {@link dev.arrway.upstream.InstanceClient#ask} does. */
  <R extends Reply> Future<R> ask(CallContext context, long instanceId, ArrCommand<R> command);
}
