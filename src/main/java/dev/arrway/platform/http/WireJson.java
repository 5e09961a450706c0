package dev.arrway.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decodes what upstreams send into the records of a vendor: camelCase, unknown fields ignored,
 * missing ones null, 1,000 levels deep at most.
 *
 * <p>Text that is no JSON (or nested too deeply) fails with {@code upstream_bad_json}; {@code
 * null}, an empty object, or JSON of another shape with {@code upstream_unexpected}. An upstream
 * that answers nonsense must never look like one that has nothing.
 */
public final class WireJson {
  /**
   * A tree takes many times the bytes of its text, a record does not. An ordinary answer has less
   * than a tenth of either.
   */
  private static final long MOST_TREE_TOKENS = 500_000;

  private static final long MOST_TOKENS = 4_000_000;
  private static final int LOOKED_AT = 64;
  private static final Pattern EMPTY_OBJECT = Pattern.compile("\\{\\s*}");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(factory(MOST_TOKENS))
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(String.class, new CutText()))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .enable(MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private static final JsonFactory TREES = factory(MOST_TREE_TOKENS);

  private static final ObjectReader ITEMS =
      MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The mapper of rows. It reads invalid numbers as null, so that one of them does not make its row
   * unreadable.
   */
  private static final ObjectMapper ROWS = MAPPER.copy().registerModule(OddNumber.module());

  private WireJson() {}

  private static JsonFactory factory(long mostTokens) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxTokenCount(mostTokens)
                .maxStringLength((int) CallLimits.BUFFERED_BODY)
                .build())
        .build();
  }

  /** Decodes an object with at least one field. */
  public static <T> T read(HttpAnswer answer, Class<T> type) {
    if (type == JsonNode.class) {
      return bind(tree(answer.body()), MAPPER.constructType(type));
    }
    byte[] body = answer.body().getBytes();
    refuseEmpty(body);
    try (JsonParser parser = MAPPER.createParser(body)) {
      T value = ITEMS.forType(type).readValue(parser);
      requireEnd(parser);
      return value;
    } catch (IOException e) {
      throw isShape(e) && isJson(body) ? wrongShape(e) : badJson(e);
    }
  }

  /** Decodes an array, which may be empty, row by row. */
  public static <W, T> List<T> readList(HttpAnswer answer, RowReader<W, T> rows) {
    List<T> list = new ArrayList<>();
    ArrayElements<T> elements = new ArrayElements<>(rows::read, false);
    byte[] body = answer.body().getBytes();
    try {
      elements.feed(body, list);
      elements.end(list);
    } catch (FailureException e) {
      throw isJson(body) ? e : badJson(e);
    }
    rows.end(true);
    return List.copyOf(list);
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "more than one value");
    }
  }

  /** Whether it is JSON to its end: an answer that breaks off may have lost its shape by that. */
  private static boolean isJson(byte[] body) {
    try (JsonParser parser = MAPPER.createParser(body)) {
      parser.nextToken();
      parser.skipChildren();
      requireEnd(parser);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isShape(IOException e) {
    return e instanceof JsonMappingException
        && Stream.iterate(e.getCause(), Objects::nonNull, Throwable::getCause)
            .noneMatch(
                cause ->
                    cause instanceof JsonProcessingException
                        && !(cause instanceof JsonMappingException));
  }

  /** The same for text: {@code null}, or an object without a field. */
  private static void refuseEmpty(byte[] body) {
    String start =
        new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.ISO_8859_1).strip();
    if (start.isEmpty() && body.length <= LOOKED_AT) {
      throw emptyAnswer();
    }
    if (start.equals("null") || EMPTY_OBJECT.matcher(start).matches()) {
      throw nothing();
    }
  }

  /** The bare tree, for what has no fixed shape; never null, may be empty. */
  public static JsonNode readTree(HttpAnswer answer) {
    return tree(answer.body());
  }

  /** Decodes a part of a tree that {@link #readTree} gave. */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    refuseEmpty(tree);
    return bind(tree, MAPPER.constructType(type));
  }

  /** Encodes a record, a map or a list without its null fields, in UTF-8. */
  public static Buffer encode(Object value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** The mapper for streamed elements. */
  static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Decodes a row; the parser is positioned at the row's first token. */
  static <W> W readRow(JsonParser row, JavaType type) throws IOException {
    return ROWS.readerFor(type).readValue(row);
  }

  /** Decodes an element of any type. */
  static JsonNode tree(TokenBuffer element) {
    try (JsonParser tokens = element.asParserOnFirstToken()) {
      return ITEMS.readTree(tokens);
    } catch (IOException e) {
      throw wrongShape(e);
    }
  }

  private static JsonNode tree(Buffer body) {
    try (JsonParser parser = TREES.createParser(body.getBytes())) {
      JsonNode tree = ITEMS.readTree(parser);
      requireEnd(parser);
      if (tree == null || tree.isMissingNode()) {
        throw emptyAnswer();
      }
      return tree;
    } catch (IOException e) {
      throw badJson(e);
    }
  }

  private static <T> T bind(JsonNode tree, JavaType type) {
    if (!type.isCollectionLikeType()) {
      refuseEmpty(tree);
    }
    try {
      return MAPPER.readerFor(type).readValue(tree);
    } catch (IOException e) {
      throw wrongShape(e);
    }
  }

  private static void refuseEmpty(JsonNode tree) {
    if (tree.isNull() || tree.isMissingNode() || (tree.isObject() && tree.isEmpty())) {
      throw nothing();
    }
  }

  private static RuntimeException emptyAnswer() {
    return HttpFailures.of(FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent an empty answer.");
  }

  private static RuntimeException nothing() {
    return HttpFailures.of(
        FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent nothing where data belongs.");
  }

  /** Not JSON at all, or too deep. The cause keeps the place but never the source text. */
  static RuntimeException badJson(Throwable cause) {
    return HttpFailures.of(
        FailureCode.UPSTREAM_BAD_JSON, "The upstream's answer is not valid JSON.", cause);
  }

  /** JSON, but not what the record needs. */
  static RuntimeException wrongShape(Throwable cause) {
    String where = cause instanceof JsonMappingException e ? place(e) : "";
    return HttpFailures.of(
        FailureCode.UPSTREAM_UNEXPECTED,
        "The upstream's answer has another shape than expected" + where + ".",
        cause);
  }

  private static String place(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null && name.length() <= 40)
        .reduce((first, second) -> first + "." + second)
        .map(path -> " (" + path + ")")
        .orElse("");
  }
}
