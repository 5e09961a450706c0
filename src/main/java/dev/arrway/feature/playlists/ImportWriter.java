package dev.arrway.feature.playlists;

import dev.arrway.feature.playlists.EntryReader.Counts;
import dev.arrway.feature.playlists.EntryReader.Read;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes what an import reads, block by block, and ends the import: well, when all is there and the
 * new generation takes the place of the old; badly, when what was there before stays. Used from one
 * context.
 */
final class ImportWriter {
  private static final Logger log = LoggerFactory.getLogger(ImportWriter.class);
  private static final int WRITE_TRIES = 10;
  private static final long PAUSE_SECONDS = 2;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PlaylistParts parts;
  private final Generation generation;
  private Future<Void> writing = Future.succeededFuture();
  private boolean stopped;
  private Counts counts = Counts.NONE;
  private final long begun = System.nanoTime();
  private long lastProgress = begun;

  ImportWriter(PlaylistParts parts, Generation generation) {
    this.parts = parts;
    this.generation = generation;
    logged("playlist import started", null);
  }

  /**
   * Begins to write what was read once the blocks before it are written; nothing once it is
   * stopped.
   *
   * @return done when the blocks before it are; fails as writing them did, with {@code not_found}
   *     when the playlist was deleted meanwhile
   */
  Future<Void> queue(Read read) {
    return writing.map(
        written -> {
          if (!stopped) {
            counts = read.counts();
            writing = writeAll(read.blocks(), 0);
          }
          return null;
        });
  }

  /**
   * Ends the import well once all is written. What it fails with is to be given to {@link #fail}.
   */
  Future<Void> finish() {
    return writing
        .compose(written -> swap())
        .compose(
            swapped -> {
              logged("playlist import finished", null);
              parts.changed(generation.ownerId(), generation.playlistId());
              return sweep();
            });
  }

  /** Nothing more is begun. */
  void stop() {
    stopped = true;
  }

  /**
   * Ends the import; the previous entries stay.
   *
   * @param cause its detail is shown to the owner when it is a {@code FailureException}
   */
  Future<Void> fail(Throwable cause) {
    String error = reason(cause);
    stop();
    return writing.transform(ended -> markFailed(error)).compose(known -> sweep());
  }

  /**
   * Marks the import as failed; retries for as long as the database is unavailable, since otherwise
   * it would stay open until the next start. Runs in the background, so that it does not wait
   * behind other transactions of the user.
   */
  private Future<Void> markFailed(String error) {
    return parts
        .database()
        .background()
        .asUser(generation.ownerId(), c -> failed(c, error))
        .recover(
            cause ->
                cause instanceof StoreUnavailable
                    ? parts
                        .vertx()
                        .timer(PAUSE_SECONDS, TimeUnit.SECONDS)
                        .compose(later -> markFailed(error))
                    : Future.failedFuture(cause));
  }

  private Future<Void> writeAll(List<EntryBlock> blocks, int next) {
    return next == blocks.size()
        ? Future.succeededFuture()
        : parts
            .disk()
            .checkSpace()
            .compose(
                space ->
                    parts.database().asUser(generation.ownerId(), c -> write(c, blocks.get(next))))
            .recover(cause -> writeAgain(blocks.get(next), cause, WRITE_TRIES))
            .compose(written -> writeAll(blocks, next + 1));
  }

  /** After a lost connection nobody knows whether the block was stored: the last line tells. */
  private Future<Void> writeAgain(EntryBlock block, Throwable cause, int triesLeft) {
    if (!(cause instanceof StoreUnavailable) || triesLeft == 0) {
      return Future.failedFuture(cause);
    }
    return parts
        .vertx()
        .timer(PAUSE_SECONDS, TimeUnit.SECONDS)
        .compose(
            later ->
                parts
                    .database()
                    .asUser(
                        generation.ownerId(),
                        c ->
                            EntryRows.lastLine(c, generation)
                                .compose(
                                    line ->
                                        line >= block.rows.get(0).line()
                                            ? Future.succeededFuture()
                                            : write(c, block))))
        .recover(again -> writeAgain(block, again, triesLeft - 1));
  }

  private Future<Void> write(SqlConnection c, EntryBlock block) {
    return PlaylistRows.grow(c, generation, block.rows.size(), block.text)
        .compose(
            wanted ->
                wanted ? PlaylistRows.usage(c, generation.ownerId()) : Future.failedFuture(gone()))
        .compose(
            usage -> {
              requireRoom(usage);
              return EntryRows.insert(c, generation, block);
            })
        .compose(inserted -> progress(c));
  }

  private void requireRoom(PlaylistRows.PlaylistUsage usage) {
    UserQuotas.StorageQuotas most = parts.quotas().stored();
    if (usage.entries() > most.entries()) {
      throw exceeded(most.entries() + " entries", "limits.entries");
    }
    if (usage.text() > most.text()) {
      throw exceeded(most.text() + " bytes of text", "limits.text");
    }
  }

  private static FailureException exceeded(String limit, String setting) {
    return FailureException.of(
        FailureCode.LIMIT_EXCEEDED,
        "Your playlists together have more than "
            + limit
            + ", the most for one user; remove some first. An administrator can raise "
            + setting
            + ".");
  }

  private Future<Void> progress(SqlConnection c) {
    long now = System.nanoTime();
    if (now - lastProgress < PROGRESS_NANOS) {
      return Future.succeededFuture();
    }
    lastProgress = now;
    return PlaylistRows.progress(c, generation, counts)
        .compose(shown -> parts.events().append(c, event("playlist.progress", counts, null)));
  }

  private Future<Void> swap() {
    String type = generation.first() ? "playlist.imported" : "playlist.refreshed";
    return parts
        .database()
        .asUser(
            generation.ownerId(),
            c ->
                PlaylistRows.usageWhenShown(c, generation)
                    .compose(
                        usage -> {
                          requireRoom(usage);
                          return PlaylistRows.ready(c, generation, counts);
                        })
                    .compose(
                        wanted ->
                            wanted
                                ? parts.events().append(c, event(type, counts, null))
                                : Future.failedFuture(gone())));
  }

  private Future<Void> failed(SqlConnection c, String error) {
    return PlaylistRows.failed(c, generation, error)
        .compose(
            known ->
                known
                    ? parts.events().append(c, event("playlist.failed", counts, error))
                    : Future.succeededFuture());
  }

  /** What is left of other generations costs space only: a failure here is not the import's. */
  private Future<Void> sweep() {
    return parts
        .database()
        .asUser(generation.ownerId(), c -> PlaylistRows.sweep(c, generation.playlistId()))
        .recover(
            cause -> {
              log.atWarn()
                  .addKeyValue("playlist", generation.playlistId())
                  .setCause(cause)
                  .log("old entries were not removed; the next import will");
              return Future.succeededFuture();
            });
  }

  private EventDraft event(String type, Counts n, @Nullable String error) {
    Map<String, Object> data = new HashMap<>();
    data.put("playlist_id", generation.playlistId());
    data.put("entries", n.entries());
    data.put("movies", n.movies());
    data.put("series", n.series());
    data.put("live", n.live());
    data.put("skipped_lines", n.skipped());
    if (error != null) {
      data.put("error", error);
    }
    return new EventDraft(generation.ownerId(), null, type, data);
  }

  private String reason(Throwable cause) {
    if (cause instanceof FailureException known) {
      logged("playlist import failed", known.failure());
      return known.failure().detail();
    }
    log.atWarn()
        .addKeyValue("playlist", generation.playlistId())
        .setCause(cause)
        .log("playlist import failed");
    return "It could not be stored.";
  }

  private void logged(String what, @Nullable Failure failure) {
    LoggingEventBuilder line =
        failure == null
            ? log.atInfo()
            : log.atInfo().addKeyValue("error", failure.code().wireName());
    line.addKeyValue("playlist", generation.playlistId())
        .addKeyValue("owner_id", generation.ownerId())
        .addKeyValue("entries", counts.entries())
        .addKeyValue("movies", counts.movies())
        .addKeyValue("series", counts.series())
        .addKeyValue("live", counts.live())
        .addKeyValue("skipped_lines", counts.skipped())
        .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
        .log(what);
  }

  private static FailureException gone() {
    return FailureException.of(FailureCode.NOT_FOUND, "The playlist was removed meanwhile.");
  }
}
