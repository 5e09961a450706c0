package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a list, an object with an array of rows and the number of all rows, row by row
 * while it arrives: what is held is what rows are made into, not their text. One row may take 1 MB
 * and 100,000 tokens.
 *
 * @param <T> what a row is made into
 */
public final class JsonPageReader<T> implements BodyReader<JsonPageReader.RecordPage<T>> {
  /**
   * The assumed ratio between the JSON text of a row and the memory of its decoded object. With it,
   * pages that are held whole still leave half of the heap free, as all answers together may use an
   * eighth of it.
   */
  private static final int TEXT_PER_KEPT = 4;

  private final Supplier<RowReader<?, T>> rows;
  private final String rowsMember;
  private final String totalMember;
  private final int mostRows;

  /**
   * Creates a reader.
   *
   * @param rows creates the reader of the rows of one page
   * @param rowsMember the member that holds the rows
   * @param totalMember the member that holds the number of all rows
   * @param mostRows the maximum number of rows of a page; a longer one fails
   */
  public JsonPageReader(
      Supplier<RowReader<?, T>> rows, String rowsMember, String totalMember, int mostRows) {
    this.rows = rows;
    this.rowsMember = rowsMember;
    this.totalMember = totalMember;
    this.mostRows = mostRows;
  }

  /**
   * One page.
   *
   * @param rows null when the answer has no such member
   * @param total null when the answer does not contain it
   * @param skipped rows of the page that could not be read
   */
  public record RecordPage<T>(@Nullable List<T> rows, @Nullable Integer total, int skipped) {}

  @Override
  public Future<RecordPage<T>> read(ReadStream<Buffer> body) {
    return new Reading(null).read(body);
  }

  @Override
  public Future<RecordPage<T>> read(
      ReadStream<Buffer> body, AnswerMemory.AnswerReservation memory) {
    return new Reading(memory).read(body);
  }

  /** The state of one body. */
  private final class Reading {
    private final AnswerMemory.@Nullable AnswerReservation memory;
    private final RowReader<?, T> reader = JsonPageReader.this.rows.get();
    private final JsonParser parser = ElementBuffer.parser();
    private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    private final ElementBuffer row = new ElementBuffer(parser);
    private @Nullable List<T> rows;
    private @Nullable Integer total;
    private @Nullable String member;
    private long keptBytes;
    private boolean inRows;
    private boolean begun;
    private boolean empty = true;
    private int depth;

    Reading(AnswerMemory.@Nullable AnswerReservation memory) {
      this.memory = memory;
    }

    Future<RecordPage<T>> read(ReadStream<Buffer> body) {
      Promise<RecordPage<T>> page = Promise.promise();
      body.handler(chunk -> guarded(page, () -> received(chunk)))
          .exceptionHandler(page::tryFail)
          .endHandler(ended -> guarded(page, () -> page.tryComplete(end())))
          .resume();
      return page.future();
    }

    private void guarded(Promise<RecordPage<T>> page, Runnable step) {
      if (page.future().isComplete()) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        page.tryFail(e);
      }
    }

    private void received(Buffer chunk) {
      if (memory != null) {
        memory.add(chunk.length());
      }
      try {
        byte[] bytes = chunk.getBytes();
        feeder.feedInput(bytes, 0, bytes.length);
        drain();
      } catch (IOException e) {
        throw WireJson.badJson(e);
      }
      row.checkSize();
      if (memory != null) {
        memory.keep(keptBytes + row.unfinishedBytes());
      }
    }

    private RecordPage<T> end() {
      feeder.endOfInput();
      try {
        drain();
      } catch (IOException e) {
        throw WireJson.badJson(e);
      }
      if (!begun) {
        throw HttpFailures.unexpected("The upstream sent an empty answer.");
      }
      if (empty) {
        throw HttpFailures.unexpected(
            "The upstream sent an empty object instead of a page of a list.");
      }
      reader.end(total == null || reader.skipped() >= total);
      return new RecordPage<>(rows, total, reader.skipped());
    }

    private void drain() throws IOException {
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.NOT_AVAILABLE;
          token = parser.nextToken()) {
        take(token);
      }
    }

    private void take(JsonToken token) throws IOException {
      if (!begun) {
        begun = true;
        depth = 1;
        if (token != JsonToken.START_OBJECT) {
          throw HttpFailures.unexpected(
              "The upstream sent %s instead of a page of a list."
                  .formatted(ArrayElements.named(token)));
        }
      } else if (row.isOpen()) {
        complete(row.add(token));
      } else if (inRows) {
        inRows(token);
      } else {
        outside(token);
      }
    }

    /** Handles tokens outside of the rows: the total, and members that are ignored. */
    private void outside(JsonToken token) throws IOException {
      if (token == JsonToken.FIELD_NAME && depth == 1) {
        member = parser.currentName();
        empty = false;
      } else if (token.isStructStart()) {
        if (depth == 1 && rowsMember.equals(member)) {
          if (token != JsonToken.START_ARRAY) {
            throw HttpFailures.unexpected("The upstream sent no list (" + rowsMember + ").");
          }
          inRows = true;
          rows = new ArrayList<>();
        } else {
          depth++;
        }
      } else if (token.isStructEnd()) {
        depth--;
      } else if (depth == 1 && totalMember.equals(member)) {
        total = token == JsonToken.VALUE_NULL ? null : number(token);
      }
    }

    private Integer number(JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT) {
        throw HttpFailures.unexpected(
            "The upstream's answer has another shape than expected (" + member + ").");
      }
      return parser.getIntValue();
    }

    private void inRows(JsonToken token) throws IOException {
      if (token == JsonToken.END_ARRAY) {
        inRows = false;
      } else {
        complete(row.begin(token));
      }
    }

    private void complete(boolean whole) {
      List<T> read = rows;
      if (!whole || read == null) {
        return;
      }
      if (read.size() + reader.skipped() >= mostRows) {
        throw HttpFailures.tooLarge("The upstream sent more rows than were asked for.");
      }
      keptBytes += row.lastBytes() / TEXT_PER_KEPT;
      T made = reader.read(row.take());
      if (made != null) {
        read.add(made);
      }
    }
  }
}
