package dev.arrway.upstream.shared.arr;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.upstream.ArrEditor;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;

/** Tells an arr what to do; what the vendors do in ways of their own is left to them. */
public abstract class CommonEditor implements ArrEditor {
  /** The way to the server. */
  protected final ArrApi api;

  /** The changes that all take alike. */
  protected final ArrEdits edits;

  /**
   * With the way to the server.
   *
   * @param exclusions the path of what lists must not add
   */
  protected CommonEditor(ArrApi api, String exclusions) {
    this.api = api;
    this.edits = new ArrEdits(api, exclusions);
  }

  @Override
  public Future<CommandState> command(long id, Ask ask) {
    return edits.command(id, ask);
  }

  @Override
  public Future<Void> removeFromQueue(ArrCommand.RemoveFromQueue change, Ask ask) {
    return edits.removeFromQueue(change, ask);
  }

  @Override
  public Future<List<String>> objects(ArrObject kind, Ask ask) {
    return edits.objects(kind, ask);
  }

  @Override
  public Future<String> save(ArrCommand.SaveObject change, Ask ask) {
    return edits.save(change, ask);
  }

  @Override
  public Future<String> restore(ArrCommand.RestoreObject change, Ask ask) {
    return edits.restore(change, ask);
  }

  @Override
  public Future<Void> delete(ArrCommand.DeleteObject change, Ask ask) {
    return edits.delete(change, ask);
  }

  @Override
  public Future<ArrReply.WebhookIs> webhook(ArrCommand.PutWebhook command, Ask ask) {
    return new ArrWebhooks(api, edits).put(command, ask);
  }
}
