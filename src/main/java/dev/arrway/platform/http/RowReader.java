package dev.arrway.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one list one by one. A row that cannot be read is counted and left out, so that
 * it does not affect the others. An invalid number counts as absent; a row is unreadable when a
 * field has another type than expected or a required field is missing. A reader serves one list and
 * one thread.
 *
 * @param <W> the record of one row
 * @param <T> the type that rows are converted to
 */
public class RowReader<W, T> {
  private final String list;
  private final JavaType type;
  private final Function<W, T> map;
  private final SkippedRows all;
  private final Set<@Nullable Long> ids = new HashSet<>();
  private int read;
  private int skipped;
  private @Nullable RuntimeException first;
  private @Nullable Long firstId;

  /**
   * Creates a reader.
   *
   * @param list the operation that reads the list, such as {@code movie.list}
   * @param map converts a row; throws when the row cannot be used
   * @param all receives the count of skipped rows when the list has ended
   */
  public RowReader(String list, Class<W> type, Function<W, T> map, SkippedRows all) {
    this.list = list;
    this.type = WireJson.mapper().constructType(type);
    this.map = map;
    this.all = all;
  }

  /** Creates a reader of JSON trees of any type, which skips no rows. */
  static RowReader<JsonNode, JsonNode> trees() {
    return new RowReader<>("", JsonNode.class, Function.identity(), new SkippedRows()) {
      @Override
      JsonNode read(@Nullable TokenBuffer row) {
        if (row == null) {
          throw tooLarge();
        }
        return WireJson.tree(row);
      }
    };
  }

  private static FailureException tooLarge() {
    return HttpFailures.tooLarge("One record of the upstream is too large.");
  }

  /** Reads a row; null when it cannot be read. */
  @Nullable T read(@Nullable TokenBuffer row) {
    if (row == null) {
      return skip(tooLarge(), null);
    }
    return map(WireRow.read(row, type), row);
  }

  /** Reads all rows of a complete list, and ends it. */
  public List<T> all(@Nullable List<WireRow<W>> rows) {
    List<T> read =
        (rows == null ? Stream.<WireRow<W>>empty() : rows.stream())
            .map(this::read)
            .filter(Objects::nonNull)
            .<T>map(Objects::requireNonNull)
            .toList();
    end(true);
    return read;
  }

  /** Reads a row of a list within an answer; null when it cannot be read. */
  public @Nullable T read(WireRow<W> row) {
    return map(row, null);
  }

  private @Nullable T map(WireRow<W> row, @Nullable TokenBuffer tokens) {
    W value = row.value();
    if (value == null) {
      return skip(Objects.requireNonNull(row.failure()), tokens);
    }
    try {
      T made = map.apply(value);
      read++;
      return made;
    } catch (RuntimeException e) {
      // A value out of range makes the code that calculates with it throw.
      return skip(
          e instanceof FailureException
              ? e
              : HttpFailures.of(
                  FailureCode.UPSTREAM_UNEXPECTED,
                  "A row of the upstream's list holds values out of range.",
                  e),
          tokens);
    }
  }

  private @Nullable T skip(RuntimeException reason, @Nullable TokenBuffer row) {
    Long id = row == null ? null : id(row);
    ids.add(ids.size() < SkippedRows.MOST_IDS ? id : null);
    skipped++;
    if (first == null) {
      first = reason;
      firstId = id;
    }
    return null;
  }

  private static @Nullable Long id(TokenBuffer row) {
    try (JsonParser tokens = row.asParserOnFirstToken()) {
      if (tokens.currentToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (tokens.nextToken() == JsonToken.FIELD_NAME) {
        boolean isId = tokens.currentName().equals("id");
        JsonToken value = tokens.nextToken();
        if (isId) {
          return value == JsonToken.VALUE_NUMBER_INT ? Long.valueOf(tokens.getLongValue()) : null;
        }
        tokens.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns how many rows could not be read so far. */
  public int skipped() {
    return skipped;
  }

  /**
   * Ends the list and counts what was skipped.
   *
   * @param whole whether these were all rows of the list. If so, and none of one or more rows could
   *     be read, the failure of the first row is thrown, so that the list does not look empty
   */
  public void end(boolean whole) {
    RuntimeException reason = first;
    if (reason == null) {
      return;
    }
    all.add(list, skipped, ids, text(reason));
    if (whole && read == 0) {
      throw reason;
    }
  }

  private String text(RuntimeException reason) {
    String detail =
        reason instanceof FailureException known ? known.failure().detail() : "It cannot be read.";
    return firstId == null ? detail : detail + " (id " + firstId + ")";
  }
}
