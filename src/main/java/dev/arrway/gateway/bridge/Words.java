package dev.arrway.gateway.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Problems;
import dev.arrway.gateway.stream.EventFrame;
import dev.arrway.protocol.Failure;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the two bridges of Vert.x word what they say to clients: {@code vertx-web}'s {@code
 * EventBusBridgeImpl} and {@code vertx-tcp-eventbus-bridge}'s {@code FrameHelper}, both 5.0.
 */
enum Words {
  SOCKJS("rec", "body", "missing_address", "invalid_type"),
  TCP("message", "message", "address_required", "unknown_type");

  /** The only address that sends anything of its own accord. */
  static final String EVENTS = "arrway.events";

  static final String DENIED = "access_denied";
  static final String NO_CREDENTIALS = "not_logged_in";

  private final String delivery;
  private final String mistake;
  private final String noAddress;
  private final String unknownType;
  private final Function<EventFrame, Buffer> event = this::event;

  Words(String delivery, String mistake, String noAddress, String unknownType) {
    this.delivery = delivery;
    this.mistake = mistake;
    this.noAddress = noAddress;
    this.unknownType = unknownType;
  }

  String noAddress() {
    return noAddress;
  }

  String unknownType() {
    return unknownType;
  }

  /** Returns whether a socket is closed when its first frame carries no valid credentials. */
  boolean firstFrameIdentifies() {
    return this == TCP;
  }

  /** Returns the frame of an event; encoded once for all clients of this kind. */
  Buffer shared(EventFrame frame) {
    return frame.framed(event);
  }

  private Buffer event(EventFrame frame) {
    Buffer json =
        Buffer.buffer("{\"type\":\"" + delivery + "\",\"address\":\"" + EVENTS + "\"")
            .appendString(this == TCP ? ",\"send\":false,\"body\":" : ",\"body\":")
            .appendBuffer(frame.json())
            .appendString("}");
    return packed(json);
  }

  /**
   * Returns the frame with a client's position in the event log: type {@code position}, or {@code
   * reset} when older events have been deleted.
   */
  Buffer place(String cursor, boolean reset) {
    ObjectNode body = object();
    body.put("type", reset ? "reset" : "position").put("cursor", cursor);
    return delivery(body);
  }

  /** Returns a frame with a message for clients that have registered for events. */
  Buffer delivery(ObjectNode body) {
    ObjectNode frame = delivery(EVENTS, false);
    frame.set("body", body);
    return packed(frame);
  }

  /** The answer to a call. */
  Buffer reply(String replyAddress, Map<String, String> headers, @Nullable JsonNode body) {
    ObjectNode frame = delivery(replyAddress, true);
    frame.set("headers", ApiJson.tree(headers));
    frame.set("body", body);
    return packed(frame);
  }

  private ObjectNode delivery(String address, boolean send) {
    ObjectNode frame = object().put("type", delivery).put("address", address);
    return this == TCP ? frame.put("send", send) : frame;
  }

  /** Returns an error frame of the bridge itself, which names no address. */
  Buffer refusal(String word) {
    return packed(object().put("type", "err").put(mistake, word));
  }

  /** Returns an error frame with a detail that explains the error. */
  Buffer refusal(String word, String detail) {
    return packed(object().put("type", "err").put(mistake, word).put("detail", detail));
  }

  /**
   * A failure where an answer was expected, with the problem as HTTP has it.
   *
   * @param source the address that failed
   */
  Buffer failure(String address, String source, Failure failure) {
    ObjectNode frame = object().put("type", "err").put("address", address);
    if (this == TCP) {
      frame.put("sourceAddress", source);
    }
    frame
        .put("failureCode", failure.code().status())
        .put("failureType", "RECIPIENT_FAILURE")
        .put("message", failure.detail());
    Long wait = failure.retryAfterMs();
    if (wait != null) {
      frame.set("headers", object().put("Retry-After", Long.toString((wait + 999) / 1000)));
    }
    frame.set("body", Problems.json(failure));
    return packed(frame);
  }

  /** The answer to a ping; SockJS has a heartbeat of its own and answers none. */
  @Nullable Buffer pong() {
    return this == TCP ? packed(object().put("type", "pong")) : null;
  }

  private Buffer packed(ObjectNode frame) {
    return packed(ApiJson.write(frame));
  }

  private Buffer packed(Buffer json) {
    return this == TCP ? Buffer.buffer().appendInt(json.length()).appendBuffer(json) : json;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
