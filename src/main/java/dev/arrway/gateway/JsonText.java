package dev.arrway.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that clients send, read within limits. */
final class JsonText {
  static final int MOST_DEPTH = 64;
  static final int MOST_TOKENS = 50_000;
  static final int LONGEST_NAME = 512;
  static final int LONGEST_NUMBER = 64;

  /** A value in the two trees that are made of it, and what the validator may say about it. */
  private static final int BYTES_PER_TOKEN = 512;

  private static final int TOKENS_PER_RESERVATION = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Names that clients make up must not stay in tables that all requests share.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxTokenCount(MOST_TOKENS)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final BodyReservation reservation;
  private int tokens;

  private JsonText(JsonParser parser, BodyReservation reservation) {
    this.parser = parser;
    this.reservation = reservation;
  }

  /**
   * Parses a JSON object.
   *
   * @param reservation pays for the values while they are read
   * @throws FailureException {@code malformed_request} for anything but a JSON object, {@code
   *     too_large} beyond a limit, {@code overloaded} when the budget is used up
   */
  static JsonObject parse(byte[] text, BodyReservation reservation) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new JsonText(parser, reservation).whole();
    } catch (StreamConstraintsException e) {
      throw new FailureException(
          Failure.of(
              FailureCode.TOO_LARGE,
              String.format(
                  "JSON may be nested %d deep, with %d values and names in all, names of %d"
                      + " characters and numbers of %d digits.",
                  MOST_DEPTH, MOST_TOKENS, LONGEST_NAME, LONGEST_NUMBER)),
          null);
    } catch (IOException e) {
      throw noObject();
    }
  }

  /** Returns how many values an object or array has in it, at all depths; stops above a limit. */
  static int countValues(@Nullable Object value, int limit) {
    Iterable<?> members = List.of();
    if (value instanceof JsonObject object) {
      members = object.getMap().values();
    } else if (value instanceof JsonArray array) {
      members = array.getList();
    } else if (value instanceof Map<?, ?> map) {
      members = map.values();
    } else if (value instanceof List<?> list) {
      members = list;
    }
    int count = 0;
    for (Object member : members) {
      count += 1 + countValues(member, limit - count);
      if (count > limit) {
        break;
      }
    }
    return count;
  }

  private JsonObject whole() throws IOException {
    if (next() != JsonToken.START_OBJECT) {
      throw noObject();
    }
    JsonObject object = new JsonObject(object());
    if (parser.nextToken() != null) {
      throw noObject();
    }
    return object;
  }

  private @Nullable JsonToken next() throws IOException {
    if (tokens++ % TOKENS_PER_RESERVATION == 0) {
      reservation.add((long) TOKENS_PER_RESERVATION * BYTES_PER_TOKEN);
    }
    return parser.nextToken();
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      object.put(name, value(next()));
    }
    return object;
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      array.add(value(token));
    }
    return array;
  }

  private @Nullable Object value(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw noObject();
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw noObject();
    };
  }

  private static Double finite(double number) {
    if (Double.isInfinite(number)) {
      throw FailureException.of(
          FailureCode.MALFORMED_REQUEST, "A number in the body is larger than can be held.");
    }
    return number;
  }

  private static FailureException noObject() {
    return FailureException.of(FailureCode.MALFORMED_REQUEST, "The body must be a JSON object.");
  }

  /** Returns an object as a tree of Jackson, which shares its strings. */
  static ObjectNode tree(@Nullable JsonObject object) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (object != null) {
      object.getMap().forEach((name, value) -> tree.set(name, node(value)));
    }
    return tree;
  }

  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof JsonObject object) {
      return tree(object);
    } else if (value instanceof JsonArray array) {
      return node(array.getList());
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode tree = nodes.objectNode();
      map.forEach((name, each) -> tree.set(String.valueOf(name), node(each)));
      return tree;
    } else if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode(list.size());
      list.forEach(each -> array.add(node(each)));
      return array;
    }
    return scalar(value);
  }

  private static JsonNode scalar(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof String text) {
      return nodes.textNode(text);
    } else if (value instanceof Integer number) {
      return nodes.numberNode(number.intValue());
    } else if (value instanceof Long number) {
      return nodes.numberNode(number.longValue());
    } else if (value instanceof BigInteger number) {
      return nodes.numberNode(number);
    } else if (value instanceof Number number) {
      return nodes.numberNode(number.doubleValue());
    } else if (value instanceof Boolean truth) {
      return nodes.booleanNode(truth);
    }
    return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
  }
}
