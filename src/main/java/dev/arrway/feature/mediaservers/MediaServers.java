package dev.arrway.feature.mediaservers;

import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.media.MediaCommand;
import dev.arrway.kind.media.MediaReply;
import dev.arrway.kind.media.MediaServerKind;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.function.Function;

/** The media servers of a user. */
public final class MediaServers {
  private final InstanceDirectory directory;
  private final InstanceClient instances;
  private final Function<String, Upstream> catalog;
  private final Outbox outbox;

  /**
   * Creates the service for the instances of a directory.
   *
   * @param catalog finds a vendor by its type
   */
  public MediaServers(
      InstanceDirectory directory,
      InstanceClient instances,
      Function<String, Upstream> catalog,
      Outbox outbox) {
    this.directory = directory;
    this.instances = instances;
    this.catalog = catalog;
    this.outbox = outbox;
  }

  /**
   * Returns the libraries of a server, by title.
   *
   * @return fails with {@code not_found}, {@code not_supported}, {@code instance_disabled}, or as
   *     the instance does
   */
  public Future<MediaReply.Libraries> libraries(long userId, long instanceId, String traceId) {
    return server(userId, instanceId)
        .compose(
            instance ->
                instances.ask(
                    CallContext.user(userId, traceId),
                    instanceId,
                    new MediaCommand.GetLibraries()));
  }

  /**
   * Asks for a refresh or a scan; see {@link Outbox#submit}.
   *
   * @return fails with {@code not_found} or {@code not_supported} before anything is kept
   */
  public Future<OutboxEntry> submit(NewChange change) {
    return server(change.ownerId(), change.instanceId()).compose(there -> outbox.submit(change));
  }

  private Future<Instance> server(long userId, long instanceId) {
    return Future.succeededFuture(instanceId)
        .map(id -> directory.mine(userId, id))
        .map(
            instance -> {
              Upstream upstream = catalog.apply(instance.type());
              if (!upstream.is(MediaServerKind.KIND)) {
                throw FailureException.of(
                    FailureCode.NOT_SUPPORTED,
                    "A " + upstream.title() + " instance cannot do this.");
              }
              return instance;
            });
  }
}
