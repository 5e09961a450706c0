package dev.arrway.feature.playlists;

import dev.arrway.feature.playlists.PlaylistRows.Source;
import dev.arrway.platform.bus.FairSlots;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches playlists in the background: when asked, on time, and again what a stop cut off. */
final class Refreshes {
  private static final Logger log = LoggerFactory.getLogger(Refreshes.class);
  private static final int MOST_DUE = 16;
  private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(20);
  private static final String CUT_OFF =
      "The upload was cut off when the gateway stopped; send the file again.";

  private final PlaylistParts parts;
  private final UrlFetch fetch;
  private final FairSlots slots;
  private long timer = -1;

  Refreshes(PlaylistParts parts, UrlFetch fetch, FairSlots slots) {
    this.parts = parts;
    this.fetch = fetch;
    this.slots = slots;
  }

  Future<Void> start() {
    return parts
        .database()
        .asSystem(PlaylistRows::interruptedUploads)
        .compose(this::failAll)
        .compose(settled -> parts.database().asSystem(PlaylistRows::beginInterrupted))
        .map(
            interrupted -> {
              interrupted.forEach(this::fetch);
              timer =
                  parts
                      .vertx()
                      .setPeriodic(
                          LOOK_FOR_DUE.toMillis(), id -> logged(due(), "look for due playlists"));
              return null;
            });
  }

  Future<Void> stop() {
    if (timer >= 0) {
      parts.vertx().cancelTimer(timer);
    }
    return Future.succeededFuture();
  }

  /** Fetches in the background what was begun once it is its owner's turn, on its own context. */
  void fetch(Source source) {
    parts.vertx().runOnContext(x -> logged(inTurn(source), "the outcome of an import is lost"));
  }

  private Future<Void> inTurn(Source source) {
    return slots
        .take(source.generation().ownerId())
        .compose(
            slot -> FairSlots.using(slot, () -> fetch.run(source)),
            refused -> new ImportWriter(parts, source.generation()).fail(refused));
  }

  /** Begins what is due, unless there is no space for it. */
  Future<Void> due() {
    if (parts.disk().isLow()) {
      return Future.succeededFuture();
    }
    return parts
        .database()
        .asSystem(c -> PlaylistRows.beginDue(c, MOST_DUE))
        .map(
            begun -> {
              begun.forEach(this::fetch);
              return null;
            });
  }

  private Future<Void> failAll(List<Generation> cutOff) {
    Future<Void> all = Future.succeededFuture();
    for (Generation each : cutOff) {
      ImportRun run = new ImportRun(parts, each);
      all = all.compose(done -> run.fail(FailureException.of(FailureCode.SHUTTING_DOWN, CUT_OFF)));
    }
    return all;
  }

  /** Where work of the background ends. */
  static void logged(Future<?> work, String what) {
    Future<Object> watched =
        work.transform(
            (done, cause) -> {
              if (cause != null) {
                log.atWarn().setCause(cause).log(what);
              }
              return Future.succeededFuture();
            });
    assert watched != null;
  }
}
