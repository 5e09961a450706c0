package dev.arrway.feature.schedules;

import dev.arrway.domain.arr.CommandState;
import dev.arrway.kind.arr.ArrCommand;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way by which searches reach their instance: nothing that was written down is lost. */
public interface SearchOutbox {
  /**
   * Notes searches as the last step of the caller's transaction but the events; gives their ids in
   * order.
   */
  Future<List<Long>> add(
      SqlConnection transaction,
      long ownerId,
      long instanceId,
      List<ArrCommand.StartSearch> searches,
      String traceId);

  /** Sends what was noted for an instance; called after the transaction. */
  void wake(long instanceId);

  /** How a search that was noted stands. */
  Future<Sent> find(long ownerId, long id);

  /**
   * How far a search came.
   *
   * @param command what the instance made of it, null until it has taken it
   * @param refused why it will never be sent again, or null
   */
  record Sent(@Nullable CommandState command, @Nullable String refused) {}
}
