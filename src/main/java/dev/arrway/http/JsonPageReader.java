package dev.arrway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a list, an object with an array of rows and the number of all rows, row by row
 * while it arrives: what is held is what rows are made into, not their text. One row may take 1 MB
 * and 100,000 tokens.
 *
 * @param <W> the record of one row
 * @param <T> what a row is made into
 */
public final class JsonPageReader<W, T> implements BodyReader<JsonPageReader.RecordPage<T>> {
  private static final int LONGEST_ROW = 1 << 20;
  private static final int MOST_TOKENS = 100_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_ROW).build())
          .build();

  private final ObjectReader row;
  private final Function<W, T> map;
  private final String rowsMember;
  private final String totalMember;
  private final int mostRows;

  /**
   * Creates a reader.
   *
   * @param rowsMember the member that holds the rows
   * @param totalMember the member that holds the number of all rows
   * @param mostRows rows that a page may have; one that has more fails
   */
  public JsonPageReader(
      Class<W> type, Function<W, T> map, String rowsMember, String totalMember, int mostRows) {
    this.row = WireJson.mapper().readerFor(type);
    this.map = map;
    this.rowsMember = rowsMember;
    this.totalMember = totalMember;
    this.mostRows = mostRows;
  }

  /**
   * One page.
   *
   * @param rows null when the answer has no such member
   * @param total null when the answer does not say
   */
  public record RecordPage<T>(@Nullable List<T> rows, @Nullable Integer total) {}

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
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private @Nullable List<T> rows;
    private @Nullable Integer total;
    private @Nullable String member;
    private @Nullable TokenBuffer current;
    private int tokens;
    private long rowStart;
    private boolean inRows;
    private boolean begun;
    private boolean empty = true;
    private int depth;

    Reading(AnswerMemory.@Nullable AnswerReservation memory) {
      this.memory = memory;
      try {
        this.parser = FACTORY.createNonBlockingByteArrayParser();
      } catch (IOException e) {
        throw new IllegalStateException("no incremental JSON parser", e);
      }
      this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
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
      long unfinished = current == null ? 0 : parser.currentLocation().getByteOffset() - rowStart;
      if (unfinished > LONGEST_ROW) {
        throw tooLarge("One record of the upstream is too large.");
      }
      if (memory != null) {
        memory.keep(unfinished);
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
        throw unexpected("The upstream sent an empty answer.");
      }
      if (empty) {
        throw unexpected("The upstream sent nothing where data belongs.");
      }
      return new RecordPage<>(rows, total);
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
          throw unexpected("The upstream sent no page of a list.");
        }
      } else if (current != null) {
        copy(current, token);
      } else if (inRows && depth == 2) {
        inRows(token);
      } else {
        outside(token);
      }
    }

    /** The members of the page itself, and whatever nobody asked for. */
    private void outside(JsonToken token) throws IOException {
      if (token == JsonToken.FIELD_NAME && depth == 1) {
        member = parser.currentName();
        empty = false;
      } else if (token.isStructStart()) {
        if (depth == 1 && rowsMember.equals(member)) {
          if (token != JsonToken.START_ARRAY) {
            throw unexpected("The upstream sent no list.");
          }
          inRows = true;
          rows = new ArrayList<>();
        }
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (depth == 1 && totalMember.equals(member)) {
        total = token == JsonToken.VALUE_NULL ? null : number(token);
      }
    }

    private Integer number(JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT) {
        throw unexpected("The upstream's answer has another shape than expected (" + member + ").");
      }
      return parser.getIntValue();
    }

    private void inRows(JsonToken token) throws IOException {
      if (token == JsonToken.END_ARRAY) {
        inRows = false;
        depth--;
        return;
      }
      if (token != JsonToken.START_OBJECT) {
        throw unexpected("The upstream sent a list of something else.");
      }
      TokenBuffer buffer = new TokenBuffer(parser);
      buffer.copyCurrentEvent(parser);
      current = buffer;
      tokens = 1;
      rowStart = parser.currentTokenLocation().getByteOffset();
      depth++;
    }

    private void copy(TokenBuffer buffer, JsonToken token) throws IOException {
      if (++tokens > MOST_TOKENS) {
        throw tooLarge("One record of the upstream is too large.");
      }
      buffer.copyCurrentEvent(parser);
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd() && --depth == 2) {
        current = null;
        add(buffer);
      }
    }

    private void add(TokenBuffer buffer) {
      List<T> read = rows;
      if (read == null || read.size() >= mostRows) {
        throw tooLarge("The upstream sent more rows than were asked for.");
      }
      if (tokens == 2) {
        throw unexpected("The upstream sent nothing where data belongs.");
      }
      try (JsonParser replay = buffer.asParserOnFirstToken()) {
        read.add(map.apply(row.<W>readValue(replay)));
      } catch (IOException e) {
        throw WireJson.wrongShape(e);
      }
    }
  }

  private static RuntimeException tooLarge(String detail) {
    return HttpFailures.of(FailureCode.UPSTREAM_TOO_LARGE, detail);
  }

  private static RuntimeException unexpected(String detail) {
    return HttpFailures.of(FailureCode.UPSTREAM_UNEXPECTED, detail);
  }
}
