package dev.arrway.gateway.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.bus.Failures;
import dev.arrway.event.EventFilter;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Problems;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.github.bucket4j.Bucket;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says on its WebSocket: {@code {"subscribe": {"types": [...], "instance_id": 1},
 * "after": "<cursor>"}}, {@code {"unsubscribe": true}} or {@code {"ping": ...}}. A second
 * subscription takes the place of the first and goes on where that stood, unless it says where to
 * begin. What cannot be understood is answered with an {@code error} that names the key; the socket
 * stays open.
 */
public final class WebSocketSession {
  private static final short POLICY_VIOLATION = 1008;
  private static final Duration TO_SUBSCRIBE = Duration.ofSeconds(30);
  private static final int SAYINGS_PER_MINUTE = 120;
  private static final Pattern TYPE = Pattern.compile("[a-z_]{1,30}\\.([a-z_]{1,30}|\\*)");
  private static final int MOST_TYPES = 50;

  private final Vertx vertx;
  private final EventStreams streams;
  private final long userId;
  private final ServerWebSocket socket;
  private final WebSocketDoor door;
  private final Bucket sayings =
      Bucket.builder()
          .addLimit(
              limit ->
                  limit
                      .capacity(SAYINGS_PER_MINUTE)
                      .refillGreedy(SAYINGS_PER_MINUTE, Duration.ofMinutes(1)))
          .build();
  private @Nullable EventStream stream;
  private boolean opening;
  private long idle = -1;

  private WebSocketSession(Vertx vertx, EventStreams streams, long userId, ServerWebSocket socket) {
    this.vertx = vertx;
    this.streams = streams;
    this.userId = userId;
    this.socket = socket;
    this.door = new WebSocketDoor(socket);
  }

  /** Listens to a socket that has just been opened; called on its context. */
  public static void begin(Vertx vertx, EventStreams streams, long userId, ServerWebSocket socket) {
    WebSocketSession session = new WebSocketSession(vertx, streams, userId, socket);
    socket.textMessageHandler(session::heard);
    socket.binaryMessageHandler(
        bytes -> session.door.close(POLICY_VIOLATION, "messages are JSON, as text"));
    socket.closeHandler(gone -> session.closed());
    socket.exceptionHandler(broken -> session.closed());
    session.awaitSubscription();
  }

  private void awaitSubscription() {
    vertx.cancelTimer(idle);
    idle =
        vertx.setTimer(
            TO_SUBSCRIBE.toMillis(),
            tick -> door.close(POLICY_VIOLATION, "you did not subscribe to anything"));
  }

  private void closed() {
    vertx.cancelTimer(idle);
    EventStream open = stream;
    stream = null;
    if (open != null) {
      open.closed();
    }
  }

  private void heard(String text) {
    if (!sayings.tryConsume(1)) {
      door.close(POLICY_VIOLATION, "too many messages");
      return;
    }
    try {
      answer(parse(text));
    } catch (FailureException e) {
      refuse(e.failure());
    }
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode said = ApiJson.read(text);
      if (said.isObject()) {
        return said;
      }
    } catch (JsonProcessingException e) {
      throw new FailureException(
          Failure.of(FailureCode.MALFORMED_REQUEST, "The message is not valid JSON."), e);
    }
    throw FailureException.of(FailureCode.MALFORMED_REQUEST, "The message must be a JSON object.");
  }

  private void answer(JsonNode said) {
    if (said.has("ping")) {
      keys(said, "", Set.of("ping"));
      say("pong", "ping", said.path("ping"));
    } else if (said.has("unsubscribe")) {
      keys(said, "", Set.of("unsubscribe"));
      unsubscribe();
    } else if (said.has("subscribe")) {
      keys(said, "", Set.of("subscribe", "after"));
      subscribe(filter(said.path("subscribe")), after(said));
    } else {
      throw Failure.invalid("subscribe", "is required, or ping, or unsubscribe").asException();
    }
  }

  private void unsubscribe() {
    EventStream open = stream;
    stream = null;
    if (open != null) {
      open.closed();
    }
    door.say("{\"type\":\"unsubscribed\"}");
    awaitSubscription();
  }

  private void subscribe(EventFilter filter, Optional<String> after) {
    if (opening) {
      throw FailureException.of(
          FailureCode.CONFLICT, "The subscription before is still being opened.");
    }
    EventStream open = stream;
    if (open != null && after.isEmpty()) {
      open.want(filter);
      door.say("{\"type\":\"subscribed\",\"cursor\":\"" + open.cursor() + "\"}");
      return;
    }
    if (open != null) {
      open.closed();
      stream = null;
    }
    opening = true;
    streams
        .open(userId, filter, after, door)
        .onComplete(
            opened -> {
              opening = false;
              if (opened.failed()) {
                refuse(Failures.of(opened.cause()));
              } else if (socket.isClosed()) {
                opened.result().closed();
              } else {
                stream = opened.result();
                vertx.cancelTimer(idle);
              }
            });
  }

  private static EventFilter filter(JsonNode wanted) {
    if (!wanted.isObject()) {
      throw Failure.invalid("subscribe", "must be an object").asException();
    }
    keys(wanted, "subscribe.", Set.of("types", "instance_id"));
    JsonNode instance = wanted.path("instance_id");
    if (!instance.isMissingNode() && !instance.isNull() && !instance.canConvertToExactIntegral()) {
      throw Failure.invalid("subscribe.instance_id", "must be a whole number").asException();
    }
    return new EventFilter(
        types(wanted.path("types")), instance.isNumber() ? instance.asLong() : null);
  }

  private static List<String> types(JsonNode given) {
    if (given.isMissingNode() || given.isNull()) {
      return List.of();
    }
    List<String> types = new ArrayList<>();
    given.forEach(type -> types.add(type.asText()));
    if (!given.isArray()
        || types.size() > MOST_TYPES
        || !types.stream().allMatch(type -> TYPE.matcher(type).matches())) {
      throw Failure.invalid(
              "subscribe.types", "must be a list of types such as movie.added or movie.*")
          .asException();
    }
    return types;
  }

  private static Optional<String> after(JsonNode said) {
    JsonNode after = said.path("after");
    if (!after.isMissingNode() && !after.isNull() && !after.isTextual()) {
      throw Failure.invalid("after", "must be a cursor").asException();
    }
    return Optional.ofNullable(after.textValue());
  }

  private static void keys(JsonNode object, String path, Set<String> known) {
    Set<String> given = new TreeSet<>();
    object.fieldNames().forEachRemaining(given::add);
    given.removeAll(known);
    if (!given.isEmpty()) {
      throw Failure.invalid(path + given.iterator().next(), "is not known here").asException();
    }
  }

  private void refuse(Failure failure) {
    say("error", "problem", Problems.json(failure));
  }

  private void say(String type, String key, JsonNode value) {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", type);
    message.set(key, value);
    door.say(message.toString());
  }
}
