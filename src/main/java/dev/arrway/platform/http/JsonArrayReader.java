package dev.arrway.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON array element by element and passes the decoded elements on in batches. Reading
 * pauses while a batch is processed. Limits: 1 MB and 100,000 tokens for one element, 1,000 levels
 * of nesting for the answer.
 *
 * @param <T> what an element is made into
 */
public final class JsonArrayReader<T> implements BodyReader<Long> {
  /** The bytes after which a batch is passed on, however few elements it has. */
  private static final long BATCH_BYTES = 1L << 20;

  private final Supplier<RowReader<?, T>> rows;
  private final int batchSize;
  private final Function<List<T>, Future<Void>> sink;
  private final boolean loose;

  private JsonArrayReader(
      Supplier<RowReader<?, T>> rows,
      int batchSize,
      Function<List<T>, Future<Void>> sink,
      boolean loose) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be positive: " + batchSize);
    }
    this.rows = rows;
    this.batchSize = batchSize;
    this.sink = sink;
    this.loose = loose;
  }

  /**
   * Returns a reader of rows. Its future returns the number of rows that could be read; it fails
   * with {@code upstream_bad_json}, {@code upstream_unexpected}, {@code upstream_too_large}, or as
   * the sink does.
   *
   * @param rows creates the reader of the rows of one body
   * @param batchSize rows after which the sink is called; a batch may have a few more, the last one
   *     fewer
   * @param sink takes the batches, one after another
   */
  public static <T> JsonArrayReader<T> of(
      Supplier<RowReader<?, T>> rows, int batchSize, Function<List<T>, Future<Void>> sink) {
    return new JsonArrayReader<>(rows, batchSize, sink, false);
  }

  /**
   * Returns a reader for upstreams that send lists in other forms: the values of an object count as
   * its elements, elements may have any type, a bare value such as {@code false} is the only
   * element, and an empty body is an empty list. The sink has to reject elements that it cannot
   * use.
   */
  public static JsonArrayReader<JsonNode> loose(
      int batchSize, Function<List<JsonNode>, Future<Void>> sink) {
    return new JsonArrayReader<>(RowReader::trees, batchSize, sink, true);
  }

  @Override
  public Future<Long> read(ReadStream<Buffer> body) {
    return new Reading(body, null).start();
  }

  @Override
  public Future<Long> read(ReadStream<Buffer> body, AnswerMemory.AnswerReservation memory) {
    return new Reading(body, memory).start();
  }

  /** The state of one body. */
  private final class Reading {
    private final ReadStream<Buffer> body;
    private final @Nullable Context context = Vertx.currentContext();
    private final RowReader<?, T> reader = rows.get();
    private final ArrayElements<T> elements = new ArrayElements<>(reader::read, loose);
    private List<T> batch = new ArrayList<>();
    private final AnswerMemory.@Nullable AnswerReservation memory;
    private long count;
    private long undelivered;

    Reading(ReadStream<Buffer> body, AnswerMemory.@Nullable AnswerReservation memory) {
      this.body = body;
      this.memory = memory;
    }

    Future<Long> start() {
      Future<Void> read =
          Future.future(
              all ->
                  body.handler(chunk -> received(chunk, all))
                      .exceptionHandler(all::tryFail)
                      .endHandler(ignored -> all.tryComplete())
                      .resume());
      return read.compose(ignored -> last());
    }

    private void received(Buffer chunk, Promise<Void> all) {
      if (all.future().isComplete()) {
        return;
      }
      try {
        undelivered += chunk.length();
        if (memory != null) {
          memory.add(chunk.length());
        }
        elements.feed(chunk.getBytes(), batch);
      } catch (RuntimeException e) {
        all.fail(e);
        return;
      }
      if (batch.isEmpty()) {
        keepOnlyWhatIsUnfinished();
      } else if (batch.size() >= batchSize || undelivered >= BATCH_BYTES) {
        body.pause();
        resumeAfter(deliver(), all);
      }
    }

    private void keepOnlyWhatIsUnfinished() {
      undelivered = elements.unfinishedBytes();
      if (memory != null) {
        memory.keep(undelivered);
      }
    }

    /**
     * The end of the body is only seen after {@code resume}, hence never before the sink is done.
     */
    private void resumeAfter(Future<Void> delivered, Promise<Void> all) {
      Future<Void> watched =
          delivered.transform(
              (done, cause) -> {
                onContext(
                    () -> {
                      if (cause == null) {
                        keepOnlyWhatIsUnfinished();
                        body.resume();
                      } else {
                        all.tryFail(cause);
                      }
                    });
                return Future.succeededFuture();
              });
      assert watched != null;
    }

    /** A sink may end on another thread, a database's say; the body belongs to the reader's own. */
    private void onContext(Runnable step) {
      if (context == null || context == Vertx.currentContext()) {
        step.run();
      } else {
        context.runOnContext(ignored -> step.run());
      }
    }

    private Future<Long> last() {
      try {
        elements.end(batch);
        reader.end(true);
      } catch (RuntimeException e) {
        return Future.failedFuture(e);
      }
      return (batch.isEmpty() ? Future.<Void>succeededFuture() : deliver()).map(done -> count);
    }

    private Future<Void> deliver() {
      List<T> full = batch;
      batch = new ArrayList<>(full.size());
      count += full.size();
      return sink.apply(full);
    }
  }
}
