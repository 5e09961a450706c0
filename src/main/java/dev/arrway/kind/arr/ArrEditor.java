package dev.arrway.kind.arr;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;

/**
 * What a manager of movies or series can be told to do. A change that is unsure may have been
 * carried out by an earlier try, hence whatever it would do is looked for before it is done.
 */
public interface ArrEditor {
  /**
   * Adds a title; fails with {@code conflict} when the library has it and the change is not unsure.
   */
  Future<LibraryItem> add(ArrCommand.AddTitle change, Ask ask);

  /** Starts a search. */
  Future<CommandState> search(ArrCommand.StartSearch change, Ask ask);

  /** How a command stands; {@link CommandState#gone} when the instance has forgotten it. */
  Future<CommandState> command(long id, Ask ask);

  /** Takes an item off the queue. */
  Future<Void> removeFromQueue(ArrCommand.RemoveFromQueue change, Ask ask);

  /** All objects of a kind, each a JSON object in the instance's own words. */
  Future<List<String>> objects(ArrObject kind, Ask ask);

  /** Creates or replaces an object; answers it as it is then. */
  Future<String> save(ArrCommand.SaveObject change, Ask ask);

  /** Puts an object back, by name; answers it as it is then. */
  Future<String> restore(ArrCommand.RestoreObject change, Ask ask);

  /**
   * Has it call an address whenever something happens; fails with {@code upstream_rejected} and the
   * fields at fault when it cannot reach the address.
   */
  Future<ArrReply.WebhookIs> webhook(ArrCommand.PutWebhook command, Ask ask);

  /** Deletes an object. */
  Future<Void> delete(ArrCommand.DeleteObject change, Ask ask);
}
