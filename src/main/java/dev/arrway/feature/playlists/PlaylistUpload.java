package dev.arrway.feature.playlists;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being uploaded. Used from one context, and ended by exactly one of {@link
 * #complete}, {@link #breakOff} and {@link #withdraw}.
 */
public final class PlaylistUpload {
  private final PlaylistParts parts;
  private final long owner;
  private final Playlist playlist;
  private final FairSlots.TakenSlot slot;
  private final ImportRun run;
  private @Nullable Throwable refusal;

  PlaylistUpload(PlaylistParts parts, long owner, Playlist playlist, FairSlots.TakenSlot slot) {
    this.parts = parts;
    this.owner = owner;
    this.playlist = playlist;
    this.slot = slot;
    this.run = new ImportRun(parts, new Generation(owner, playlist.id(), 1, true));
  }

  /** The playlist as it was made. */
  public Playlist playlist() {
    return playlist;
  }

  /**
   * Takes the next bytes. Once it is clear that the file is no playlist the rest is ignored: the
   * playlist then says so.
   *
   * @return done when more may come; fails when the database does not answer
   */
  public Future<Void> accept(Buffer chunk) {
    if (refusal != null) {
      return Future.succeededFuture();
    }
    Future<Void> taken = run.accept(chunk);
    return taken.succeeded() ? taken : taken.recover(this::refused);
  }

  private Future<Void> refused(Throwable cause) {
    if (cause instanceof StoreUnavailable) {
      return Future.failedFuture(cause);
    }
    refusal = cause;
    return Future.succeededFuture();
  }

  /** All bytes have come: the import goes on in the background. */
  public void complete() {
    Throwable known = refusal;
    Future<Void> ended = known == null ? run.finish().recover(run::fail) : run.fail(known);
    Refreshes.logged(ended.eventually(this::released), "the outcome of an import is lost");
  }

  /** The client has gone: the playlist says so. */
  public Future<Void> breakOff() {
    return run.fail(
            FailureException.of(
                FailureCode.MALFORMED_REQUEST,
                "The upload broke off before its end; send the file again."))
        .eventually(this::released);
  }

  /** The client hears of a failure by the answer: the playlist is removed. */
  public Future<Void> withdraw() {
    return parts
        .database()
        .asUser(owner, c -> PlaylistRows.delete(c, owner, playlist.id()))
        .<Void>mapEmpty()
        .recover(
            cause -> {
              Refreshes.logged(run.fail(cause), "the outcome of an import is lost");
              return Future.succeededFuture();
            })
        .eventually(this::released);
  }

  private Future<Void> released() {
    slot.release();
    return Future.succeededFuture();
  }
}
