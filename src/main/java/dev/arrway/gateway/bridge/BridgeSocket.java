package dev.arrway.gateway.bridge;

import dev.arrway.gateway.BodyReservation;
import dev.arrway.gateway.NamedCalls;
import dev.arrway.gateway.connection.ClientConnection;
import dev.arrway.gateway.connection.ConnectionPeer;
import dev.arrway.gateway.connection.EndReason;
import dev.arrway.gateway.connection.LastWrite;
import dev.arrway.gateway.connection.OutboundQueue;
import dev.arrway.gateway.connection.ReconnectHint;
import dev.arrway.platform.bus.Failures;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a bridge, from its first frame to its end: its identity, its permissions and its
 * pending calls. Frames are authenticated in the order of arrival; the calls then run concurrently.
 * Used only on the client's context.
 */
final class BridgeSocket implements ConnectionPeer {
  private static final Logger log = LoggerFactory.getLogger(BridgeSocket.class);

  /** The refusal of a connection when too many others are not authenticated yet. */
  private static final String TOO_MANY = FailureCode.LIMIT_EXCEEDED.wireName();

  private final Bridge bridge;
  private final Words words;
  private final Pipe pipe;
  private final String address;
  private final @Nullable String userAgent;
  private final Context context;
  private final OutboundQueue queue;
  private final Answers answers;
  private final ClientConnection connection;
  private final SocketSession session;
  private Runnable identified = () -> {};
  private Future<?> turn = Future.succeededFuture();
  private int unanswered;
  private int unansweredBytes;
  private boolean over;

  /**
   * Registers a connection; called on the client's context. When there are too many connections,
   * the client gets an error frame and is disconnected.
   *
   * @param address the client's address
   */
  static Optional<BridgeSocket> open(
      Bridge bridge, Words words, Pipe pipe, String address, @Nullable String userAgent) {
    Optional<BridgeSocket> opened =
        bridge
            .services()
            .connections()
            .accept(address, bridge.settings().toIdentify())
            .map(
                connection ->
                    new BridgeSocket(bridge, words, pipe, address, userAgent, connection));
    opened.ifPresentOrElse(
        socket -> socket.connection.attach(socket),
        () ->
            LastWrite.thenClose(
                bridge.vertx(), pipe.write(words.refusal(TOO_MANY)), pipe::close, pipe::cut));
    return opened;
  }

  private BridgeSocket(
      Bridge bridge,
      Words words,
      Pipe pipe,
      String address,
      @Nullable String userAgent,
      ClientConnection connection) {
    this.bridge = bridge;
    this.words = words;
    this.pipe = pipe;
    this.address = address;
    this.userAgent = userAgent;
    this.connection = connection;
    this.context = bridge.vertx().getOrCreateContext();
    this.queue =
        new OutboundQueue(
            bridge.vertx(),
            pipe::write,
            bridge.outboundLimits(),
            bridge.services().budget(),
            this::tooSlow);
    this.answers = new Answers(words, queue);
    this.session = new SocketSession(bridge, words, queue, connection);
  }

  /** Sets what to call when the client has been authenticated. */
  void onIdentified(Runnable then) {
    identified = then;
  }

  /** Authenticates the client by the credential of the request that opened the socket. */
  void shown(Credential credential) {
    turn =
        onContext(session.enter(Optional.of(credential), address))
            .onComplete(
                entered -> {
                  if (entered.failed()) {
                    endWith(Answers.refusal(words, Failures.of(entered.cause())));
                  } else {
                    runIdentified();
                  }
                });
  }

  /** Processes a frame. */
  void heard(Buffer text) {
    if (over) {
      return;
    }
    int length = text.length();
    boolean busy =
        unanswered >= bridge.settings().mostUnanswered()
            || unansweredBytes + length > bridge.settings().mostUnansweredBytes();
    if (busy) { // not parsed, so that a flood of frames takes no processor time
      answers.refuse(Answers.word(Answers.BUSY));
      return;
    }
    unanswered++;
    unansweredBytes += length;
    BodyReservation reservation = reservation();
    Future<Frame> read = read(text, reservation);
    turn =
        turn.transform(before -> read)
            .transform(this::taken)
            .transform(
                acting -> {
                  Future<?> answered =
                      acting.succeeded() ? acting.result() : Future.failedFuture(acting.cause());
                  answered.onComplete(done -> answered(length, reservation));
                  return Future.succeededFuture();
                });
  }

  /** Returns an empty reservation of memory, which counts against the client's share. */
  BodyReservation reservation() {
    return bridge.bodies().reservation(session.caller(), address);
  }

  private Future<Frame> read(Buffer text, BodyReservation reservation) {
    Future<Frame> read =
        bridge.bodies().parse(text, reservation).map(json -> Frame.of(json, text.length()));
    return read.isComplete() ? read : onContext(read);
  }

  /**
   * Authenticates a frame and starts its action. Completes with the running action, so that the
   * next frame need not wait until that has ended.
   */
  private Future<Future<?>> taken(AsyncResult<Frame> read) {
    if (read.failed()) {
      return refused(read);
    }
    Frame frame = read.result();
    return onContext(enter(frame))
        .transform(entered -> Future.succeededFuture(act(frame, entered)));
  }

  private Future<Future<?>> refused(AsyncResult<Frame> read) {
    Failure failure = Failures.of(read.cause());
    String word =
        failure.code() == FailureCode.MALFORMED_REQUEST ? "invalid_json" : Answers.word(failure);
    if (mustIdentify()) {
      refuseAndEnd(word);
      return Future.succeededFuture(Future.succeededFuture());
    }
    return Future.succeededFuture(answers.refuse(word));
  }

  /** Returns whether the next frame has to carry credentials. */
  private boolean mustIdentify() {
    return words.firstFrameIdentifies() && !session.known();
  }

  private void answered(int length, BodyReservation reservation) {
    unanswered--;
    unansweredBytes -= length;
    reservation.close();
  }

  /** Sends an error frame and closes the socket; called by the pipe. */
  void refuseAndEnd(String word) {
    endWith(words.refusal(word));
  }

  /** Releases everything after the client has closed its connection. */
  void closed() {
    if (!over) {
      over = true;
      queue.end();
      boolean followed = session.unfollow();
      log.trace("a client has gone, which followed: {}", followed);
      connection.close();
    }
  }

  /** Authenticates the caller if the frame needs it or carries credentials; empty otherwise. */
  private Future<Optional<Caller>> enter(Frame frame) {
    boolean asks = frame.is("send") || frame.is("register");
    Optional<Credential> shown = Credential.in(frame.headers());
    return over || isPublic(frame) || !asks && shown.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : session.enter(shown, address);
  }

  /**
   * Returns whether the frame calls a public operation. Its credentials are not checked, since
   * expired ones must not prevent a client from getting new ones.
   */
  private boolean isPublic(Frame frame) {
    return frame.is("send")
        && !mustIdentify()
        && frame.operation().filter(bridge.calls()::needsNoCredentials).isPresent();
  }

  /** Runs the action of a frame; completes when it has been answered. */
  private Future<?> act(Frame frame, AsyncResult<Optional<Caller>> entered) {
    if (over) {
      return Future.succeededFuture();
    }
    if (entered.failed()) {
      return failEntering(frame, Failures.of(entered.cause()));
    }
    if (session.known()) {
      runIdentified();
    } else if (mustIdentify() || !isPublic(frame) && !frame.is("ping")) {
      return failEntering(frame, Answers.NO_CREDENTIALS);
    }
    return act(frame, entered.result().orElse(null));
  }

  private Future<?> act(Frame frame, @Nullable Caller caller) {
    String type = frame.type();
    if (type == null) {
      return answers.refuse(words == Words.SOCKJS ? "missing_type" : words.unknownType());
    }
    if (type.equals("ping")) {
      return answers.pong();
    }
    if (frame.address() == null) {
      return answers.refuse(words.noAddress());
    }
    return switch (type) {
      case "send" -> send(frame, caller);
      case "register" -> caller == null ? answers.refuse(Words.DENIED) : register(frame, caller);
      case "unregister" -> unregister(frame);
      case "publish" -> answers.refuse(Words.DENIED);
      default -> answers.refuse(words.unknownType());
    };
  }

  private Future<?> send(Frame frame, @Nullable Caller caller) {
    Optional<String> operation = frame.operation();
    if (operation.isEmpty()) {
      return answers.refuse(Words.DENIED);
    }
    if (!Answers.canReply(frame)) {
      return answers.refuse("invalid_reply_address");
    }
    return onContext(bridge.calls().call(asked(operation.get(), frame, caller)))
        .transform(
            answered -> {
              if (answered.succeeded()) {
                return answers.reply(frame, answered.result());
              }
              return frame.replyAddress() == null
                  ? Future.succeededFuture()
                  : answers.fail(frame, Failures.of(answered.cause()));
            });
  }

  private Future<?> register(Frame frame, Caller caller) {
    if (!Words.EVENTS.equals(frame.address())) {
      return answers.refuse(Words.DENIED);
    }
    if (session.follows()) {
      return answers.refuse("address_already_registered");
    }
    return onContext(session.follow(asked(SocketSession.OPERATION, frame, caller)))
        .recover(cause -> answers.failFollowing(Failures.of(cause)));
  }

  private Future<?> unregister(Frame frame) {
    if (!Words.EVENTS.equals(frame.address())) {
      return answers.refuse(Words.DENIED);
    }
    return session.unfollow() || words == Words.SOCKJS
        ? Future.succeededFuture()
        : answers.refuse("unknown_address");
  }

  private NamedCalls.Asked asked(String operation, Frame frame, @Nullable Caller caller) {
    return new NamedCalls.Asked(
        operation, caller, address, frame.headers(), frame.body(), frame.size(), userAgent);
  }

  private Future<?> failEntering(Frame frame, Failure failure) {
    if (!mustIdentify()) {
      return answers.fail(frame, failure);
    }
    if (frame.replyAddress() != null) {
      answers.fail(frame, failure);
    }
    endWith(Answers.refusal(words, failure));
    return Future.succeededFuture();
  }

  private void runIdentified() {
    Runnable then = identified;
    identified = () -> {};
    then.run();
  }

  @Override
  public void announceEnd(ReconnectHint hint) {
    queue.write(Answers.hint(words, hint, session.cursor()));
  }

  @Override
  public void end(EndReason reason) {
    if (reason == EndReason.TOO_SLOW) {
      tooSlow();
    } else if (reason == EndReason.NOT_IDENTIFIED) {
      refuseAndEnd(Words.NO_CREDENTIALS);
    } else {
      ReconnectHint hint = ReconnectHint.of(reason, Duration.ZERO);
      queue.write(Answers.hint(words, hint, session.cursor()));
      endWith(Answers.last(words, reason));
    }
  }

  /**
   * Closes the socket of a client that does not read its messages. It sends the reason, without
   * waiting until the client has read it.
   */
  private void tooSlow() {
    if (!over) {
      Future<Void> told = pipe.write(Answers.last(words, EndReason.TOO_SLOW));
      closed();
      LastWrite.thenClose(bridge.vertx(), told, pipe::close, pipe::cut);
    }
  }

  private void endWith(Buffer last) {
    if (!over) {
      Future<Void> told = queue.write(last);
      closed();
      LastWrite.thenClose(bridge.vertx(), told, pipe::close, pipe::cut);
    }
  }

  /** Returns a future with the same result that completes on the client's context. */
  private <T> Future<T> onContext(Future<T> elsewhere) {
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
