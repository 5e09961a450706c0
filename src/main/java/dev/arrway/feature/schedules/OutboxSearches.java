package dev.arrway.feature.schedules;

import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.outbox.OutboxState;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Searches through the gateway's outbox. */
public final class OutboxSearches implements SearchOutbox {
  private final Outbox outbox;

  /** With the outbox. */
  public OutboxSearches(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public Future<List<Long>> add(
      SqlConnection transaction,
      long ownerId,
      long instanceId,
      List<ArrCommand.StartSearch> searches,
      String traceId) {
    return outbox
        .addAll(
            transaction,
            searches.stream()
                .map(search -> new NewChange(ownerId, instanceId, search, traceId, traceId, null))
                .toList())
        .map(entries -> entries.stream().map(OutboxEntry::id).toList());
  }

  @Override
  public void wake(long instanceId) {
    outbox.wake(instanceId);
  }

  @Override
  public Future<Sent> find(long ownerId, long id) {
    return outbox.find(ownerId, id).map(OutboxSearches::sent);
  }

  private static Sent sent(OutboxEntry entry) {
    if (entry.result() instanceof ArrReply.CommandIs known) {
      return new Sent(known.command(), null);
    }
    if (entry.state() == OutboxState.CANCELLED) {
      return new Sent(null, "It was taken back before it was sent.");
    }
    if (entry.state() == OutboxState.FAILED) {
      Failure failure = entry.lastError();
      return new Sent(null, failure == null ? "It could not be sent." : failure.detail());
    }
    return new Sent(null, null);
  }
}
