package dev.arrway.gateway.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Problems;
import dev.arrway.gateway.connection.ClientConnection;
import dev.arrway.gateway.connection.ConnectionPeer;
import dev.arrway.gateway.connection.EndReason;
import dev.arrway.gateway.connection.ReconnectHint;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.github.bucket4j.Bucket;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
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
 * One client on a WebSocket, from before its upgrade to its end. It says {@code {"subscribe":
 * {"types": [...], "instance_id": 1}, "after": "<cursor>"}}, {@code {"unsubscribe": true}} or
 * {@code {"ping": ...}}. A second subscription takes the place of the first and goes on where that
 * stood, unless it says where to begin. What cannot be understood is answered with an {@code error}
 * that names the key; the socket stays open. Messages are answered one after another.
 */
public final class WebSocketSession implements ConnectionPeer {
  private static final Duration TO_SUBSCRIBE = Duration.ofSeconds(30);
  private static final int MESSAGES_PER_MINUTE = 120;
  private static final Pattern TYPE = Pattern.compile("[a-z_]{1,30}\\.([a-z_]{1,30}|\\*)");
  private static final int MOST_TYPES = 50;

  private final StreamServices services;
  private final Bucket messages =
      Bucket.builder()
          .withNanosecondPrecision() // by a clock that never goes back
          .addLimit(
              limit ->
                  limit
                      .capacity(MESSAGES_PER_MINUTE)
                      .refillGreedy(MESSAGES_PER_MINUTE, Duration.ofMinutes(1)))
          .build();
  private Future<?> answered = Future.succeededFuture();
  private @Nullable ClientConnection connection;
  private @Nullable WebSocketTransport transport;
  private @Nullable EventStream stream;
  private @Nullable EndReason ended;
  private long idle = -1;

  private WebSocketSession(StreamServices services) {
    this.services = services;
  }

  /**
   * Registers the connection, then upgrades the request; called on its context.
   *
   * @return fails when the user has too many connections or the credential does not count any more
   */
  public static Future<Void> open(
      StreamServices services, Caller caller, HttpServerRequest request) {
    WebSocketSession session = new WebSocketSession(services);
    return services
        .connections()
        .open(caller, session)
        .compose(
            opened ->
                request
                    .toWebSocket()
                    .map(socket -> session.begin(opened, request.connection(), socket))
                    .onFailure(refused -> opened.close()));
  }

  private Void begin(ClientConnection opened, HttpConnection http, ServerWebSocket socket) {
    connection = opened;
    WebSocketTransport begun =
        new WebSocketTransport(services, http, socket, () -> end(EndReason.TOO_SLOW));
    transport = begun;
    socket.textMessageHandler(this::read);
    socket.binaryMessageHandler(
        bytes -> begun.close(WebSocketTransport.POLICY_VIOLATION, "messages are JSON, as text"));
    socket.closeHandler(gone -> leave());
    socket.exceptionHandler(broken -> leave());
    EndReason early = ended;
    if (early != null) {
      begun.close(early);
    } else {
      awaitSubscription();
    }
    return null;
  }

  private void awaitSubscription() {
    services.vertx().cancelTimer(idle);
    idle =
        services
            .vertx()
            .setTimer(
                TO_SUBSCRIBE.toMillis(),
                tick -> close(WebSocketTransport.POLICY_VIOLATION, "you did not subscribe"));
  }

  private void close(short code, String reason) {
    if (transport != null) {
      transport.close(code, reason);
    }
  }

  @Override
  public void announceEnd(ReconnectHint hint) {
    say(hint.json(cursor()).toString());
  }

  @Override
  public void end(EndReason reason) {
    if (ended != null) {
      return;
    }
    ended = reason;
    WebSocketTransport open = transport;
    if (reason != EndReason.TOO_SLOW) {
      say(ReconnectHint.of(reason, Duration.ZERO).json(cursor()).toString());
    }
    leave();
    if (open != null) {
      open.close(reason);
    }
  }

  private @Nullable String cursor() {
    EventStream following = stream;
    return following == null ? null : following.cursor();
  }

  private void leave() {
    services.vertx().cancelTimer(idle);
    stopStream();
    if (connection != null) {
      connection.close();
    }
    if (transport != null) {
      transport.close();
    }
  }

  @CanIgnoreReturnValue
  private boolean stopStream() {
    EventStream following = stream;
    stream = null;
    if (following != null) {
      following.stop();
    }
    return following != null;
  }

  private boolean isOver() {
    return ended != null || connection == null || connection.isOver();
  }

  private void read(String text) {
    if (!messages.tryConsume(1)) {
      close(WebSocketTransport.POLICY_VIOLATION, "too many messages");
      return;
    }
    answered =
        answered
            .transform(before -> isOver() ? Future.succeededFuture() : answer(text))
            .onFailure(cause -> refuse(Failures.of(cause)));
  }

  private Future<?> answer(String text) {
    try {
      return answer(parse(text));
    } catch (FailureException e) {
      return Future.failedFuture(e);
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

  private Future<?> answer(JsonNode said) {
    if (said.has("ping")) {
      keys(said, "", Set.of("ping"));
      say("pong", "ping", said.path("ping"));
      return Future.succeededFuture();
    }
    if (said.has("unsubscribe")) {
      keys(said, "", Set.of("unsubscribe"));
      unsubscribe();
      return Future.succeededFuture();
    }
    if (said.has("subscribe")) {
      keys(said, "", Set.of("subscribe", "after"));
      EventFilter filter = filter(said.path("subscribe"));
      Optional<String> after = after(said);
      return recheck().compose(caller -> subscribe(caller, filter, after));
    }
    throw Failure.invalid("subscribe", "is required, or ping, or unsubscribe").asException();
  }

  /** The time to subscribe begins anew only where a subscription has ended. */
  private void unsubscribe() {
    if (stopStream()) {
      awaitSubscription();
    }
    say("{\"type\":\"unsubscribed\"}");
  }

  private Future<Caller> recheck() {
    return connection == null
        ? Future.failedFuture(EndReason.NOT_IDENTIFIED.failure().asException())
        : connection.recheck();
  }

  private Future<Void> subscribe(Caller caller, EventFilter filter, Optional<String> after) {
    EventStream open = stream;
    WebSocketTransport to = transport;
    if (isOver() || to == null) {
      return Future.succeededFuture();
    }
    if (open != null && after.isEmpty()) {
      open.want(filter);
      say("{\"type\":\"subscribed\",\"cursor\":\"" + open.cursor() + "\"}");
      return Future.succeededFuture();
    }
    if (stopStream()) {
      awaitSubscription();
    }
    return services
        .streams()
        .open(caller.userId(), filter, after, to)
        .map(
            opened -> {
              if (isOver()) {
                opened.stop();
              } else {
                stream = opened;
                services.vertx().cancelTimer(idle);
              }
              return null;
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
    say(message.toString());
  }

  private void say(String text) {
    if (transport != null) {
      transport.say(text);
    }
  }
}
