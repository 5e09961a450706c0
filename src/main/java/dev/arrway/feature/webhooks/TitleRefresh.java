package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.CallContext;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads single titles again, so that the library snapshot has what their instance has. A title that
 * changes while it is read is read once more.
 */
final class TitleRefresh {

  private final NewsParts parts;
  private final InstanceQueues queues;

  TitleRefresh(NewsParts parts) {
    this.parts = parts;
    this.queues = new InstanceQueues("the reading of changed titles", this::step);
  }

  void wake(long instanceId) {
    queues.wake(instanceId);
  }

  /** Looks for titles that wait. */
  Future<Void> look() {
    return parts
        .database()
        .background()
        .asSystem(TitleRows::waiting)
        .map(
            all -> {
              all.forEach(queues::wake);
              return null;
            });
  }

  void stop() {
    queues.stop();
  }

  private Future<Boolean> step(long instanceId) {
    Optional<Instance> instance = parts.directory().find(instanceId);
    if (instance.isEmpty()) {
      return Future.succeededFuture(false);
    }
    return parts
        .database()
        .background()
        .asSystem(c -> TitleRows.next(c, instanceId))
        .compose(
            title ->
                title.isPresent()
                    ? refresh(instance.get(), title.get()).map(true)
                    : Future.succeededFuture(false));
  }

  private Future<Void> refresh(Instance instance, TitleRows.Wanted title) {
    return read(instance, title.libraryId())
        .recover(
            cause ->
                parts
                    .database()
                    .background()
                    .asSystem(c -> TitleRows.later(c, instance.id()))
                    .compose(later -> Future.failedFuture(cause)))
        .compose(
            item -> parts.database().background().asSystem(c -> write(c, instance, title, item)))
        .compose(changed -> changed ? parts.library().changed(instance) : Future.succeededFuture());
  }

  private Future<@Nullable LibraryItem> read(Instance instance, long libraryId) {
    return parts
        .instances()
        .ask(
            CallContext.background(instance.ownerId(), "news-" + instance.id()),
            instance.id(),
            new ArrCommand.GetTitle(libraryId))
        .map(reply -> reply.item());
  }

  private Future<Boolean> write(
      SqlConnection c, Instance instance, TitleRows.Wanted title, @Nullable LibraryItem item) {
    return TitleRows.refreshed(c, instance.id(), title)
        .compose(
            current -> {
              if (!current) {
                return Future.succeededFuture(false);
              }
              return item == null
                  ? parts.library().remove(c, instance.id(), title.libraryId())
                  : parts.library().put(c, instance, item);
            });
  }
}
