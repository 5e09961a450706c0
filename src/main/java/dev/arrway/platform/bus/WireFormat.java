package dev.arrway.platform.bus;

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
import java.io.IOException;

/**
 * Messages as bytes: {@code {"type":"ArrReply.Queue","value":{…}}}, and beside a command its
 * envelope. Type names come from the registry alone, so that bytes can never name another class.
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
  private final MessageRegistry messages;

  WireFormat(MessageRegistry messages) {
    this.messages = messages;
  }

  byte[] encode(Object message) {
    Object value = message instanceof Letter letter ? letter.command() : message;
    String name = messages.name(value.getClass());
    var tree = mapper.createObjectNode();
    tree.put("type", name);
    tree.set("value", mapper.valueToTree(value));
    if (message instanceof Letter letter) {
      tree.set("envelope", mapper.valueToTree(letter.envelope()));
    }
    try {
      byte[] bytes = mapper.writeValueAsBytes(tree);
      if (bytes.length > MAX_BYTES) {
        throw new MessageTooLargeException(name, bytes.length);
      }
      return bytes;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + " cannot be written", e);
    }
  }

  Object decode(byte[] bytes) {
    try {
      JsonNode tree = mapper.readTree(bytes);
      Class<?> type = messages.type(tree.path("type").asText());
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
