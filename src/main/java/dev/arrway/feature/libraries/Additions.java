package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Notice;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts titles that the gateway itself has added into their library's snapshot, so that nobody has
 * to wait for the next refresh to see them. What comes within two seconds goes in together.
 */
public final class Additions {
  private static final Logger log = LoggerFactory.getLogger(Additions.class);
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Database database;
  private final Bus bus;
  private final InstanceDirectory directory;
  private final Snapshots snapshots;
  private final LibraryParts parts;
  private Map<Long, List<LibraryItem>> waiting = new HashMap<>();

  Additions(Vertx vertx, LibraryParts parts, InstanceDirectory directory, Snapshots snapshots) {
    this.vertx = vertx;
    this.database = parts.database();
    this.bus = parts.bus();
    this.directory = directory;
    this.snapshots = snapshots;
    this.parts = parts;
  }

  /** A title was added; may be called from any thread. */
  public synchronized void added(long instanceId, LibraryItem item) {
    if (waiting.isEmpty()) {
      var ignored = vertx.setTimer(TOGETHER.toMillis(), fired -> flush());
    }
    waiting.computeIfAbsent(instanceId, id -> new ArrayList<>()).add(item);
  }

  private synchronized Map<Long, List<LibraryItem>> take() {
    Map<Long, List<LibraryItem>> taken = waiting;
    waiting = new HashMap<>();
    return taken;
  }

  private void flush() {
    take()
        .forEach(
            (id, items) ->
                directory
                    .find(id)
                    .ifPresent(instance -> logged(instance, include(instance, items))));
  }

  private static void logged(Instance instance, Future<Void> included) {
    Sink.of(
        included,
        Runnable::run,
        (done, cause) -> {
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instance.id())
                .log("added titles show with the next refresh: {}", cause.getMessage());
          }
        });
  }

  private Future<Void> include(Instance instance, List<LibraryItem> items) {
    UUID run = UUID.randomUUID();
    String kind = parts.kind(instance.type()).wireName();
    return database
        .asSystem(c -> include(c, run, instance, kind, items))
        .compose(
            changed ->
                changed
                    ? snapshots.reload(instance.id()).map(known -> tell(instance))
                    : Future.succeededFuture());
  }

  private @org.jspecify.annotations.Nullable Void tell(Instance instance) {
    bus.publish(new Notice.LibraryChanged(instance.ownerId(), instance.id()));
    return null;
  }

  /** A library of which there is no snapshot yet is left to its first refresh. */
  private static Future<Boolean> include(
      SqlConnection c, UUID run, Instance instance, String kind, List<LibraryItem> items) {
    return SnapshotRows.present(c, instance.id())
        .compose(
            present ->
                present
                    ? StagingRows.add(c, run, instance.id(), items)
                        .compose(
                            staged ->
                                StagingRows.merge(c, run, instance.id(), instance.ownerId(), kind))
                        .compose(
                            merged ->
                                SnapshotRows.recount(c, instance.id())
                                    .compose(counted -> StagingRows.drop(c, run))
                                    .map(merged > 0))
                    : Future.succeededFuture(false));
  }
}
