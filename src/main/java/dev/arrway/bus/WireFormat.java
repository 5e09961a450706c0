package dev.arrway.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Notice;
import dev.arrway.protocol.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages as bytes: {@code {"type":"ArrReply.Queue","value":{…}}}, and beside a command its
 * envelope. Type names come from the sealed hierarchies alone, so that bytes can never name another
 * class.
 */
final class WireFormat {
  /**
   * Bytes; larger messages are refused at the sender, since one of them would hold up all others
   * between two nodes.
   */
  static final int MAX_BYTES = 1 << 20;

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();
  private final Map<String, Class<?>> types = new HashMap<>();

  WireFormat() {
    for (Class<?> root : List.of(Command.class, Reply.class, Notice.class)) {
      register(root);
    }
  }

  private void register(Class<?> type) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        register(permitted);
      }
    } else {
      Class<?> before = types.put(nameOf(type), type);
      if (before != null && before != type) { // changes are reached by two ways
        throw new IllegalStateException("two messages are called " + nameOf(type));
      }
    }
  }

  /** Every message that can travel, by its name on the wire. */
  Map<String, Class<?>> types() {
    return Map.copyOf(types);
  }

  static String nameOf(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null
        ? type.getSimpleName()
        : outer.getSimpleName() + "." + type.getSimpleName();
  }

  byte[] encode(Object message) {
    Object value = message instanceof Letter letter ? letter.command() : message;
    if (types.get(nameOf(value.getClass())) != value.getClass()) {
      throw new IllegalArgumentException(value.getClass().getName() + " is no message");
    }
    var tree = mapper.createObjectNode();
    tree.put("type", nameOf(value.getClass()));
    tree.set("value", mapper.valueToTree(value));
    if (message instanceof Letter letter) {
      tree.set("envelope", mapper.valueToTree(letter.envelope()));
    }
    try {
      byte[] bytes = mapper.writeValueAsBytes(tree);
      if (bytes.length > MAX_BYTES) {
        throw new MessageTooLargeException(nameOf(value.getClass()), bytes.length);
      }
      return bytes;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(nameOf(value.getClass()) + " cannot be written", e);
    }
  }

  Object decode(byte[] bytes) {
    try {
      JsonNode tree = mapper.readTree(bytes);
      String name = tree.path("type").asText();
      Class<?> type = types.get(name);
      if (type == null) {
        throw new IllegalArgumentException("unknown message type " + name);
      }
      Object value = mapper.treeToValue(tree.path("value"), type);
      return tree.has("envelope")
          ? new Letter(
              mapper.treeToValue(tree.path("envelope"), Envelope.class), (Command<?>) value)
          : value;
    } catch (IOException e) {
      throw new IllegalArgumentException("a message cannot be read", e);
    }
  }
}
