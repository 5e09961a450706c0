package dev.arrway.feature.arrs;

import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.upstream.Asker;
import dev.arrway.upstream.EveryInstance;
import dev.arrway.upstream.Gathered;
import io.vertx.core.Future;
import java.util.List;

/** The whole queues of a user's Radarr and Sonarr instances. */
public final class ArrQueues {
  private static final int PART = 1_000;
  private static final int MOST = 20_000;

  private final EveryInstance every;

  /** With the way to the instances. */
  public ArrQueues(EveryInstance every) {
    this.every = every;
  }

  /** All rows of all of them; those that could not answer are named, and it never fails. */
  public Future<Gathered<List<QueueItem>>> all(Asker who) {
    return every.tried(
        every.arrs(who),
        (instance, deadline) ->
            Walk.of(
                    (from, size) ->
                        every
                            .ask(who, instance, new ArrCommand.GetQueue(from, size), deadline)
                            .map(ArrReply.Queue::slice),
                    QueueItem::id,
                    PART,
                    MOST)
                .map(Slice::items));
  }
}
