package dev.arrway.upstream.shared.arr;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrEditor;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Returns why a title cannot be sent yet, or null when it has a profile and a folder. */
  protected static @Nullable Failure unplaced(NewTitle title) {
    if (title.qualityProfileId() == null) {
      return Failure.invalid("quality_profile_id", "is needed to add a title");
    }
    return title.rootFolder() == null
        ? Failure.invalid("root_folder", "is needed to add a title")
        : null;
  }

  /**
   * Returns what was added; throws {@code upstream_unexpected} when the server answered with
   * another title than the one that was asked for.
   */
  protected static LibraryItem confirmed(LibraryItem item, boolean asked) {
    if (!asked) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED,
          "The upstream answered with another title than the one to add.");
    }
    return item;
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
