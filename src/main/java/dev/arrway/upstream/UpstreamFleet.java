package dev.arrway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The actors that run on this node. */
public final class UpstreamFleet {
  private final Vertx vertx;
  private final UpstreamRuntime runtime;
  private final Function<String, Upstream> catalog;
  private final Map<Long, Future<String>> deployments = new ConcurrentHashMap<>();

  /**
   * A fleet without actors.
   *
   * @param catalog finds a descriptor by its type; throws for a type that there is not
   */
  public UpstreamFleet(Vertx vertx, UpstreamRuntime runtime, Function<String, Upstream> catalog) {
    this.vertx = vertx;
    this.runtime = runtime;
    this.catalog = catalog;
  }

  /** Starts an instance's actor, in place of the one that may be running. */
  public Future<Void> deploy(InstanceSpec spec) {
    return replace(
            spec.id(),
            () ->
                vertx.deployVerticle(new UpstreamActor(runtime, catalog.apply(spec.type()), spec)))
        .mapEmpty();
  }

  /**
   * Stops an instance's actor, if there is one; what is asked of it from then on is answered {@code
   * actor_unavailable}.
   */
  public Future<Void> undeploy(long instanceId) {
    Future<String> running = deployments.remove(instanceId);
    return running == null ? Future.succeededFuture() : stop(running);
  }

  /** Stops all actors. */
  public Future<Void> undeployAll() {
    return Future.join(deployments.keySet().stream().map(this::undeploy).toList()).mapEmpty();
  }

  /** Whether an actor of the instance runs here. */
  public boolean runs(long instanceId) {
    return deployments.containsKey(instanceId);
  }

  private Future<String> replace(long id, java.util.function.Supplier<Future<String>> start) {
    return deployments.compute(
        id,
        (same, running) ->
            (running == null ? Future.<Void>succeededFuture() : stop(running))
                .compose(stopped -> start.get()));
  }

  private Future<Void> stop(Future<String> running) {
    return running.transform(
        started ->
            started.succeeded()
                ? vertx.undeploy(started.result())
                : Future.<Void>succeededFuture());
  }
}
