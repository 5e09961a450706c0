package dev.arrway.feature.timelines;

import dev.arrway.feature.timelines.CursorRows.Cursor;
import dev.arrway.platform.event.EventBatch;
import dev.arrway.platform.event.StoredEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows owners' logs. A block's steps are written in the transaction that moves the cursor over
 * it, so that however many nodes follow, each event is read once.
 */
final class Follower {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final int BLOCK = 100;
  private static final int OWNERS = 8;

  /** Others want to be looked at, too. */
  private static final int MOST_BLOCKS = 20;

  private final TimelineParts parts;
  private final Weaver weaver;

  Follower(TimelineParts parts, Weaver weaver) {
    this.parts = parts;
    this.weaver = weaver;
  }

  /**
   * Follows for a while.
   *
   * @param owners whose logs; null: everybody's
   * @return whether there may be more
   */
  Future<Boolean> look(Long @Nullable [] owners) {
    return parts
        .database()
        .background()
        .asSystem(c -> CursorRows.behind(c, owners, OWNERS))
        .compose(
            behind -> {
              List<Future<Boolean>> all =
                  behind.stream()
                      .map(one -> follow(one, MOST_BLOCKS).recover(this::later))
                      .toList();
              return Future.join(all)
                  .map(done -> behind.size() == OWNERS || all.stream().anyMatch(Future::result));
            });
  }

  private Future<Boolean> later(Throwable cause) {
    log.atWarn().setCause(cause).log("timelines go on later");
    return Future.succeededFuture(false);
  }

  private Future<Boolean> follow(Cursor from, int blocksLeft) {
    if (blocksLeft == 0) {
      return Future.succeededFuture(true);
    }
    return parts
        .history()
        .after(from.ownerId(), from.id(), EventReader.FILTER, BLOCK)
        .compose(batch -> batch.gone() ? skip(from) : take(from, batch))
        .compose(to -> to == null ? Future.succeededFuture(false) : follow(to, blocksLeft - 1));
  }

  /**
   * What was pruned is gone, and of a log that was put back to an earlier state only what comes.
   */
  private Future<@Nullable Cursor> skip(Cursor from) {
    return parts
        .history()
        .extent(from.ownerId())
        .compose(
            extent ->
                moved(
                    from,
                    from.id() < extent.pruned() ? extent.pruned() : extent.newest(),
                    List.of(),
                    true));
  }

  private Future<@Nullable Cursor> take(Cursor from, EventBatch batch) {
    return batch.through() == from.id()
        ? Future.succeededFuture()
        : moved(from, batch.through(), batch.events(), batch.more());
  }

  private Future<@Nullable Cursor> moved(
      Cursor from, long to, List<StoredEvent> events, boolean more) {
    return parts
        .database()
        .background()
        .asUser(
            from.ownerId(),
            c ->
                CursorRows.move(c, from, to)
                    .compose(
                        ours -> ours ? woven(c, from.ownerId(), events).map(true) : same(false)))
        .map(ours -> ours && more ? new Cursor(from.ownerId(), to) : null);
  }

  private static Future<Boolean> same(boolean value) {
    return Future.succeededFuture(value);
  }

  private Future<Void> woven(SqlConnection c, long owner, List<StoredEvent> events) {
    Future<Void> all = Future.succeededFuture();
    for (StoredEvent event : events) {
      for (Told told : EventReader.read(event)) {
        all = all.compose(before -> weaver.take(c, owner, told));
      }
    }
    return all;
  }
}
