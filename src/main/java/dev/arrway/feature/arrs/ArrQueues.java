package dev.arrway.feature.arrs;

import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.upstream.Gathered;
import dev.arrway.upstream.InstanceFanOut;
import io.vertx.core.Future;
import java.util.List;

/** The whole queues of a user's Radarr and Sonarr instances. */
public final class ArrQueues {
  private static final int PART = 1_000;
  private static final int MOST = 20_000;

  private final InstanceFanOut every;

  /** Creates queries over the instances of a user. */
  public ArrQueues(InstanceFanOut every) {
    this.every = every;
  }

  /** Returns all rows of all queues; never fails, since instances that fail are named in it. */
  public Future<Gathered<List<QueueItem>>> all(CallContext who) {
    return every.gatherAny(
        who,
        every.enabled(who, ArrKind.KIND),
        calls ->
            Walk.of(
                    (from, size) ->
                        calls.ask(new ArrCommand.GetQueue(from, size)).map(ArrReply.Queue::slice),
                    QueueItem::id,
                    PART,
                    MOST)
                .map(Slice::items));
  }
}
