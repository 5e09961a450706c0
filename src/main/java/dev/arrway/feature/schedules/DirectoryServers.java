package dev.arrway.feature.schedules;

import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** The instances of a directory, called through their client. */
public final class DirectoryServers implements Servers {
  private final InstanceDirectory directory;
  private final InstanceClient instances;
  private final Function<String, Upstream> catalog;
  private final LongPredicate mayRun;

  /**
   * Creates access to the instances of a directory.
   *
   * @param catalog finds a vendor by its type
   * @param mayRun whether an instance's failures let scheduled work at it
   */
  public DirectoryServers(
      InstanceDirectory directory,
      InstanceClient instances,
      Function<String, Upstream> catalog,
      LongPredicate mayRun) {
    this.directory = directory;
    this.instances = instances;
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
      CallContext context, long instanceId, ArrCommand<R> command) {
    return instances.ask(context, instanceId, command);
  }
}
