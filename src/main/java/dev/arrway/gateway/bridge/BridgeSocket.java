package dev.arrway.gateway.bridge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.bus.Failures;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.stream.EventDoor;
import dev.arrway.identity.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a bridge, from its first frame to its end: who it is, what it may, what waits for
 * it. Frames are taken in their order as far as credentials go; calls then run side by side. All of
 * it belongs to the client's context.
 */
final class BridgeSocket {
  private static final Logger log = LoggerFactory.getLogger(BridgeSocket.class);
  private static final Pattern OPERATION = Pattern.compile("arrway\\.op\\.([A-Za-z0-9_]{1,80})");
  private static final int LONGEST_REPLY_ADDRESS = 36;

  private final Bridge bridge;
  private final Words words;
  private final Pipe pipe;
  private final String address;
  private final @Nullable String userAgent;
  private final Context context;
  private final Outlet outlet;
  private final Holder holder;
  private final long toIdentify;
  private Runnable identified = () -> {};
  private Future<?> turn = Future.succeededFuture();
  private int unanswered;
  private int unansweredBytes;
  private boolean over;

  /**
   * Called on the client's context.
   *
   * @param address where the client is
   */
  BridgeSocket(Bridge bridge, Words words, Pipe pipe, String address, @Nullable String userAgent) {
    this.bridge = bridge;
    this.words = words;
    this.pipe = pipe;
    this.address = address;
    this.userAgent = userAgent;
    this.context = bridge.vertx().getOrCreateContext();
    this.outlet = new Outlet(bridge.vertx(), context, pipe, bridge.settings(), this::tooSlow);
    this.holder = new Holder(bridge, words, outlet, this::sendAway);
    this.toIdentify =
        bridge
            .vertx()
            .setTimer(
                bridge.settings().toIdentify().toMillis(),
                tick -> refuseAndEnd(Words.NO_CREDENTIALS));
  }

  /** What to do once it is known who the client is. */
  void onIdentified(Runnable then) {
    identified = then;
  }

  /** Takes what came with the request that opened the socket. */
  void shown(Credential credential) {
    turn =
        here(holder.enter(Optional.of(credential), address))
            .onComplete(
                entered -> {
                  if (entered.failed()) {
                    refuseAndEnd(word(Failures.of(entered.cause())));
                  } else {
                    identifiedNow();
                  }
                });
  }

  /** Takes a frame. */
  void heard(Buffer text) {
    if (over) {
      return;
    }
    Frame frame;
    try {
      frame = Frame.of(text);
    } catch (DecodeException e) {
      if (words.firstFrameIdentifies() && !holder.known()) {
        refuseAndEnd("invalid_json");
      } else {
        refuse("invalid_json");
      }
      return;
    }
    int length = text.length();
    if (unanswered >= bridge.settings().mostUnanswered()
        || unansweredBytes + length > bridge.settings().mostUnansweredBytes()) {
      fail(frame, busy());
      return;
    }
    unanswered++;
    unansweredBytes += length;
    turn =
        turn.transform(before -> here(enter(frame)))
            .transform(
                entered -> {
                  Future<?> answered = over ? Future.succeededFuture() : act(frame, entered);
                  answered.onComplete(done -> answered(length));
                  return Future.succeededFuture();
                });
  }

  private void answered(int length) {
    unanswered--;
    unansweredBytes -= length;
  }

  /** Says why, and ends: for what the pipe found out. */
  void refuseAndEnd(String word) {
    endWith(words.refusal(word));
  }

  /** The client has gone. */
  void closed() {
    if (!over) {
      over = true;
      bridge.vertx().cancelTimer(toIdentify);
      outlet.end();
      holder.leave();
    }
  }

  /** Only what needs to know the caller, or shows who it is, asks for it. */
  private Future<Optional<Caller>> enter(Frame frame) {
    boolean asks = "send".equals(frame.type()) || "register".equals(frame.type());
    Optional<Credential> shown = Credential.in(frame.headers());
    if (over || isPublic(frame) || !asks && shown.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return holder.enter(shown, address);
  }

  /** Old credentials must not keep anybody from getting new ones. */
  private boolean isPublic(Frame frame) {
    return "send".equals(frame.type())
        && operation(frame).filter(bridge.calls()::needsNoCredentials).isPresent()
        && !(words.firstFrameIdentifies() && !holder.known());
  }

  private static Optional<String> operation(Frame frame) {
    return Optional.ofNullable(frame.address())
        .map(OPERATION::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  /** Done when it has been answered. */
  private Future<?> act(Frame frame, AsyncResult<Optional<Caller>> entered) {
    if (entered.failed()) {
      return failEntering(frame, Failures.of(entered.cause()));
    }
    if (holder.known()) {
      identifiedNow();
    } else if (!isPublic(frame)
        && !("ping".equals(frame.type()) && !words.firstFrameIdentifies())) {
      return failEntering(frame, noCredentials());
    }
    return act(frame, entered.result().orElse(null));
  }

  private Future<?> act(Frame frame, @Nullable Caller caller) {
    String type = frame.type();
    if (type == null) {
      return refuse(words == Words.SOCKJS ? "missing_type" : words.unknownType());
    }
    if (type.equals("ping")) {
      Buffer pong = words.pong();
      return pong == null ? Future.succeededFuture() : outlet.write(pong);
    }
    if (frame.address() == null) {
      return refuse(words.noAddress());
    }
    return switch (type) {
      case "send" -> send(frame, caller);
      case "register" -> caller == null ? refuse(Words.DENIED) : register(frame, caller);
      case "unregister" -> unregister(frame);
      case "publish" -> refuse(Words.DENIED);
      default -> refuse(words.unknownType());
    };
  }

  private Future<?> send(Frame frame, @Nullable Caller caller) {
    Optional<String> operation = operation(frame);
    if (operation.isEmpty()) {
      return refuse(Words.DENIED);
    }
    String reply = frame.replyAddress();
    if (reply != null && reply.length() > LONGEST_REPLY_ADDRESS) {
      return refuse("invalid_reply_address");
    }
    return here(bridge.calls().call(asked(operation.get(), frame, caller)))
        .transform(
            answered -> {
              if (reply == null || over) {
                return Future.succeededFuture();
              }
              return answered.succeeded()
                  ? outlet.write(reply(reply, answered.result()))
                  : fail(frame, Failures.of(answered.cause()));
            });
  }

  private Buffer reply(String reply, NamedCalls.Answered answered) {
    return words.reply(
        reply,
        Map.of("status", Integer.toString(answered.status()), "X-Request-Id", answered.traceId()),
        answered.body());
  }

  private Future<?> register(Frame frame, Caller caller) {
    if (!Words.EVENTS.equals(frame.address())) {
      return refuse(Words.DENIED);
    }
    if (holder.follows()) {
      return refuse("address_already_registered");
    }
    return here(holder.follow(asked(Holder.OPERATION, frame, caller)))
        .transform(
            opened -> {
              if (opened.succeeded()) {
                return Future.succeededFuture();
              }
              return outlet.write(
                  words.failure(Words.EVENTS, Words.EVENTS, Failures.of(opened.cause())));
            });
  }

  private Future<?> unregister(Frame frame) {
    if (!Words.EVENTS.equals(frame.address())) {
      return refuse(Words.DENIED);
    }
    return holder.unfollow() || words == Words.SOCKJS
        ? Future.succeededFuture()
        : refuse("unknown_address");
  }

  private NamedCalls.Asked asked(String operation, Frame frame, @Nullable Caller caller) {
    return new NamedCalls.Asked(
        operation, caller, address, frame.headers(), frame.body(), userAgent);
  }

  private Future<?> failEntering(Frame frame, Failure failure) {
    Future<?> told = fail(frame, failure);
    if (words.firstFrameIdentifies() && !holder.known()) {
      refuseAndEnd(word(failure));
    }
    return told;
  }

  private void identifiedNow() {
    bridge.vertx().cancelTimer(toIdentify);
    Runnable then = identified;
    identified = () -> {};
    then.run();
  }

  /** Why there is no answer, where one is expected; else in the bridge's own word. */
  @CanIgnoreReturnValue
  private Future<Void> fail(Frame frame, Failure failure) {
    String reply = frame.replyAddress();
    String asked = frame.address();
    if (reply != null && asked != null && reply.length() <= LONGEST_REPLY_ADDRESS) {
      return outlet.write(words.failure(reply, asked, failure));
    }
    return refuse(word(failure));
  }

  private static String word(Failure failure) {
    return failure.code() == FailureCode.UNAUTHENTICATED
        ? Words.NO_CREDENTIALS
        : failure.code().wireName();
  }

  @CanIgnoreReturnValue
  private Future<Void> refuse(String word) {
    return outlet.write(words.refusal(word));
  }

  private void sendAway(EventDoor.End why) {
    if (why == EventDoor.End.TOO_SLOW) {
      tooSlow();
      return;
    }
    endWith(
        words.failure(
            Words.EVENTS,
            Words.EVENTS,
            Failure.retryAfter(
                FailureCode.SHUTTING_DOWN,
                "This socket ends here; come back with your cursor.",
                Duration.ofSeconds(1))));
  }

  /** Tells what is hardly read any more, and does not wait for it. */
  private void tooSlow() {
    if (!over) {
      Failure failure =
          Failure.of(FailureCode.LIMIT_EXCEEDED, "You did not read what waited for you.");
      pipe.write(words.failure(Words.EVENTS, Words.EVENTS, failure))
          .onFailure(gone -> log.debug("a client that did not read had gone"));
      closed();
      pipe.close();
    }
  }

  private void endWith(Buffer last) {
    if (!over) {
      Future<Void> told = outlet.write(last);
      closed();
      told.onComplete(taken -> pipe.close());
    }
  }

  private Failure busy() {
    return Failure.retryAfter(
        FailureCode.LIMIT_EXCEEDED,
        "Too many frames wait for their answers.",
        Duration.ofSeconds(1));
  }

  private static Failure noCredentials() {
    return FailureException.of(FailureCode.UNAUTHENTICATED, "This needs credentials.").failure();
  }

  /** The same, told on the client's context. */
  private <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> told = Promise.promise();
    elsewhere.onComplete(
        result ->
            context.runOnContext(
                now -> {
                  if (result.succeeded()) {
                    told.complete(result.result());
                  } else {
                    told.fail(result.cause());
                  }
                }));
    return told.future();
  }
}
