package dev.arrway.feature.playlists;

import dev.arrway.platform.bus.PlaylistWorkers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * One import of a file: takes bytes as they come, has them parsed by the workers and the entries
 * written, the next bytes being parsed while the last blocks are written. Used from one context. At
 * any time it holds at most {@value #BATCH} bytes and what comes of twice as many.
 */
final class ImportRun {
  private static final int BATCH = 256 << 10;

  private final PlaylistWorkers workers;
  private final long owner;
  private final ImportWriter writer;
  private final EntryReader reader;
  private Buffer pending = Buffer.buffer();
  private Future<Void> reading = Future.succeededFuture();

  ImportRun(PlaylistParts parts, Generation generation) {
    this.workers = parts.workers();
    this.owner = generation.ownerId();
    this.writer = new ImportWriter(parts, generation);
    this.reader = new EntryReader(parts.secrets(), generation, parts.quotas().playlist());
  }

  /**
   * Takes the next bytes.
   *
   * @return done when more may come; fails with a {@code FailureException} that says why this is no
   *     playlist, or with {@code not_found} when the playlist was deleted meanwhile
   */
  Future<Void> accept(Buffer chunk) {
    pending.appendBuffer(chunk);
    return pending.length() < BATCH ? Future.succeededFuture() : flush();
  }

  /** Ends the import well. What it fails with is to be given to {@link #fail}. */
  Future<Void> finish() {
    return flush()
        .compose(flushed -> workers.run(owner, reader::finish))
        .compose(writer::queue)
        .compose(queued -> writer.finish());
  }

  /**
   * Ends the import; what was there before stays.
   *
   * @param cause its detail is shown to the owner when it is a {@code FailureException}
   */
  Future<Void> fail(Throwable cause) {
    writer.stop();
    return reading.transform(read -> writer.fail(cause));
  }

  private Future<Void> flush() {
    if (pending.length() == 0) {
      return Future.succeededFuture();
    }
    byte[] bytes = pending.getBytes();
    pending = Buffer.buffer();
    reading = workers.run(owner, () -> reader.read(bytes)).compose(writer::queue);
    return reading;
  }
}
