package dev.arrway.schedule;

import dev.arrway.library.LibraryKind;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** Instances as the directory has them, asked through their actors. */
public final class DirectoryServers implements Servers {
  /** The instance's own time-out speaks first. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final InstanceDirectory directory;
  private final Function<String, Upstream> catalog;
  private final LongPredicate mayRun;

  /**
   * With the way to the actors.
   *
   * @param catalog finds a vendor by its type
   * @param mayRun whether an instance's failures let scheduled work at it
   */
  public DirectoryServers(
      InstanceDirectory directory, Function<String, Upstream> catalog, LongPredicate mayRun) {
    this.directory = directory;
    this.catalog = catalog;
    this.mayRun = mayRun;
  }

  @Override
  public Future<Void> check(long ownerId, long instanceId) {
    return instance(ownerId, instanceId)
        .map(instance -> LibraryKind.of(catalog.apply(instance.type())))
        .mapEmpty();
  }

  private Future<Instance> instance(long ownerId, long instanceId) {
    return Future.succeededFuture(instanceId).map(id -> directory.mine(ownerId, id));
  }

  @Override
  public boolean enabled(long instanceId) {
    return directory.find(instanceId).map(Instance::enabled).orElse(false);
  }

  @Override
  public boolean mayRunScheduled(long instanceId) {
    return mayRun.test(instanceId);
  }

  @Override
  public <R extends Reply> Future<R> ask(
      long ownerId, long instanceId, ArrCommand<R> command, String traceId, boolean waitedFor) {
    return instance(ownerId, instanceId)
        .compose(
            instance -> {
              Duration wait = Duration.ofSeconds(instance.timeoutSeconds()).plus(MARGIN);
              return directory.ask(
                  ownerId,
                  instanceId,
                  command,
                  new Envelope(ownerId, traceId, wait.toMillis(), waitedFor));
            });
  }
}
