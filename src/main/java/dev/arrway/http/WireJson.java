package dev.arrway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/**
 * Decodes what upstreams send into the records of a vendor: camelCase, unknown fields ignored,
 * missing ones null, 1,000 levels deep at most.
 *
 * <p>Text that is no JSON (or nested too deeply) fails with {@code upstream_bad_json}; {@code
 * null}, an empty object, or JSON of another shape with {@code upstream_unexpected}. An upstream
 * that answers nonsense must never look like one that has nothing.
 */
public final class WireJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
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

  private WireJson() {}

  /** Decodes an object with at least one field. */
  public static <T> T read(HttpAnswer answer, Class<T> type) {
    return bind(tree(answer.body()), MAPPER.constructType(type));
  }

  /** Decodes an array, which may be empty; null elements are refused. */
  public static <T> List<T> readList(HttpAnswer answer, Class<T> element) {
    JsonNode tree = tree(answer.body());
    if (!tree.isArray()) {
      throw HttpFailures.of(FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent no list.");
    }
    for (JsonNode item : tree) {
      refuseEmpty(item);
    }
    return List.copyOf(
        WireJson.<List<T>>bind(
            tree, MAPPER.getTypeFactory().constructCollectionType(List.class, element)));
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

  private static JsonNode tree(Buffer body) {
    try {
      JsonNode tree = MAPPER.readTree(body.getBytes());
      if (tree == null || tree.isMissingNode()) {
        throw HttpFailures.of(
            FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent an empty answer.");
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
      throw HttpFailures.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent nothing where data belongs.");
    }
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
