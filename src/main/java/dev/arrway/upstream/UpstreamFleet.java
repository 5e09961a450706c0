package dev.arrway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors that run on this node. What is asked for one instance happens in the order asked, so
 * that an instance never has two actors, not even while one is going and another comes.
 */
public final class UpstreamFleet {
  private static final Logger log = LoggerFactory.getLogger(UpstreamFleet.class);

  private final Vertx vertx;
  private final UpstreamRuntime runtime;
  private final Function<String, Upstream> catalog;

  /** By type of instance, the handlers of all commands that such an instance takes. */
  private final Map<String, CommandTable> tables = new ConcurrentHashMap<>();

  /** By instance, what the last step leaves: a deployment, or none. */
  private final Map<Long, Future<Optional<String>>> steps = new ConcurrentHashMap<>();

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

  /**
   * Starts an instance's actor, in place of the one that may be running.
   *
   * @return fails, and leaves none running, when the type is unknown, a setting is invalid, or the
   *     URL cannot be called
   */
  public Future<Void> deploy(InstanceSpec spec) {
    return next(spec.id(), () -> vertx.deployVerticle(actor(spec)).map(Optional::of)).mapEmpty();
  }

  /**
   * Builds the command tables of vendors before their first instances start.
   *
   * @throws IllegalStateException when no feature implements a storage port that a handler needs,
   *     or two kinds of a vendor handle the same command
   */
  public void prepare(Collection<Upstream> upstreams) {
    upstreams.forEach(upstream -> tables.computeIfAbsent(upstream.type(), type -> table(upstream)));
  }

  private UpstreamActor actor(InstanceSpec spec) {
    Upstream upstream = catalog.apply(spec.type());
    CommandTable commands = tables.computeIfAbsent(spec.type(), type -> table(upstream));
    return new UpstreamActor(runtime, upstream, commands, spec);
  }

  private CommandTable table(Upstream upstream) {
    CommandTable table =
        CommandTable.merged(
            Stream.concat(
                    Stream.of(UpstreamCommands.TABLE),
                    upstream.kinds().stream().map(one -> one.kind().commands()))
                .toList());
    runtime.ports().require(table.storagePorts());
    return table;
  }

  /**
   * Stops an instance's actor, if there is one; what is asked of it from then on, and what it was
   * doing, is answered {@code actor_unavailable}.
   */
  public Future<Void> undeploy(long instanceId) {
    return steps.containsKey(instanceId)
        ? next(instanceId, () -> Future.succeededFuture(Optional.empty())).mapEmpty()
        : Future.succeededFuture();
  }

  /** Stops all actors. */
  public Future<Void> undeployAll() {
    return Future.join(List.copyOf(steps.keySet()).stream().map(this::undeploy).toList())
        .mapEmpty();
  }

  /** Whether an actor of the instance runs here. */
  public boolean runs(long instanceId) {
    Future<Optional<String>> step = steps.get(instanceId);
    return step != null && step.succeeded() && step.result().isPresent();
  }

  private Future<Optional<String>> next(long id, Supplier<Future<Optional<String>>> start) {
    Future<Optional<String>> step =
        steps.compute(
            id,
            (same, before) ->
                (before == null ? Future.<Void>succeededFuture() : stop(before))
                    .compose(stopped -> start.get()));
    return step.transform(
        (left, cause) -> {
          if (left == null || left.isEmpty()) {
            steps.remove(id, step);
          }
          return step;
        });
  }

  /** A stop that fails has still ended the actor, hence the next one may come. */
  private Future<Void> stop(Future<Optional<String>> before) {
    return before
        .transform(
            (left, cause) ->
                left == null || left.isEmpty()
                    ? Future.<Void>succeededFuture()
                    : vertx.undeploy(left.get()))
        .recover(
            cause -> {
              log.atWarn().setCause(cause).log("an actor did not stop cleanly");
              return Future.succeededFuture();
            });
  }
}
