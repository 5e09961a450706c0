package dev.arrway.upstream.transmission;

import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.Deadline;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The session with a server: it gets the session id and finds out which protocol is spoken, once
 * for all calls that wait for it, and again whenever the server has replaced the id, as it does
 * hourly and at each start. Used from the actor's context alone.
 *
 * <p>A server may deny all access after too many failed logins, 100 by default, until it is
 * restarted. Hence after refused credentials nothing is sent until {@link #forgive}, and that at
 * most three times an hour.
 */
final class RpcSession {
  private static final String ID_HEADER = "X-Transmission-Session-Id";
  private static final String VERSION_HEADER = "X-Transmission-Rpc-Version";
  private static final Duration OPENING_TIME = Duration.ofSeconds(30);
  private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();
  private static final int MOST_REFUSALS = 3;

  /** The first version of the RPC interface whose states of torrents are those of today. */
  private static final int OLDEST_INTERFACE = 14;

  /**
   * A session that can be used.
   *
   * @param number another one for each session
   * @param id sent with each call; null when the server wants none
   */
  record OpenSession(
      long number, @Nullable String id, RpcDialect dialect, TransmissionWire.ServerInfo server) {}

  /**
   * The id that a server asks for, and the protocol as far as it is known.
   *
   * @param id null at first
   */
  private record OpeningAttempt(@Nullable String id, RpcDialect dialect) {
    static final OpeningAttempt FIRST = new OpeningAttempt(null, RpcDialect.LEGACY);

    static Optional<OpeningAttempt> after(HttpAnswer answer) {
      return answer
          .header(ID_HEADER)
          .map(
              id ->
                  new OpeningAttempt(
                      id, RpcDialect.of(answer.header(VERSION_HEADER).orElse(null))));
    }
  }

  private sealed interface State {
    /** Returns the session; opens one when none is open. */
    Future<OpenSession> access(Function<OpeningAttempt, Future<OpenSession>> open);

    /** Returns whether this is the session that a call was sent in. */
    default boolean isOpen(OpenSession access) {
      return false;
    }
  }

  private record Closed(OpeningAttempt next) implements State {
    @Override
    public Future<OpenSession> access(Function<OpeningAttempt, Future<OpenSession>> open) {
      return open.apply(next);
    }
  }

  private record Opening(Future<OpenSession> outcome) implements State {
    @Override
    public Future<OpenSession> access(Function<OpeningAttempt, Future<OpenSession>> open) {
      return outcome;
    }
  }

  private record Open(OpenSession current) implements State {
    @Override
    public Future<OpenSession> access(Function<OpeningAttempt, Future<OpenSession>> open) {
      return Future.succeededFuture(current);
    }

    @Override
    public boolean isOpen(OpenSession access) {
      return current.number() == access.number();
    }
  }

  private record Refused(FailureException reason) implements State {
    @Override
    public Future<OpenSession> access(Function<OpeningAttempt, Future<OpenSession>> open) {
      return Future.failedFuture(reason);
    }
  }

  private final HttpExchange http;
  private final RpcEndpoint endpoint;
  private final LongSupplier nanoTime;
  private final Deque<Long> refusals = new ArrayDeque<>();
  private State state = new Closed(OpeningAttempt.FIRST);
  private long opened;

  RpcSession(HttpExchange http, RpcEndpoint endpoint, LongSupplier nanoTime) {
    this.http = http;
    this.endpoint = endpoint;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the open session, and opens one if there is none.
   *
   * @return fails with {@code upstream_auth_failed} once the server has refused the credentials
   */
  Future<OpenSession> access(Ask ask) {
    return state.access(attempt -> startOpening(attempt, ask));
  }

  private Future<OpenSession> startOpening(OpeningAttempt attempt, Ask ask) {
    Future<OpenSession> opening = open(attempt, 1, ask).transform(this::settle);
    if (!opening.isComplete()) {
      state = new Opening(opening);
    }
    return opening;
  }

  /** Returns the call for a request within a session. */
  static HttpCall buildCall(OpenSession access, CallBuilder call, RpcRequest request) {
    String id = access.id();
    CallBuilder made = id == null ? call : call.header(ID_HEADER, id);
    return made.body(access.dialect().body(request)).build();
  }

  /** Ends a session that an answer says is over; the next one has the id of that answer. */
  void replace(OpenSession access, HttpAnswer answer) {
    if (state.isOpen(access)) {
      state = new Closed(OpeningAttempt.after(answer).orElse(OpeningAttempt.FIRST));
    }
  }

  /** Ends a session whose credentials an answer refuses. */
  void refuse(OpenSession access, FailureException reason) {
    if (state.isOpen(access)) {
      settleRefusal(reason);
    }
  }

  /** Lets refused credentials be tried once more, unless that was done too often. */
  void forgive() {
    while (!refusals.isEmpty() && nanoTime.getAsLong() - refusals.peekFirst() > FORGET_NANOS) {
      refusals.removeFirst();
    }
    if (state instanceof Refused) {
      state =
          refusals.size() < MOST_REFUSALS
              ? new Closed(OpeningAttempt.FIRST)
              : new Refused(tooOften());
    }
  }

  private FailureException tooOften() {
    long left = FORGET_NANOS - (nanoTime.getAsLong() - refusals.getFirst());
    return Failure.retryAfter(
            FailureCode.UPSTREAM_AUTH_FAILED,
            "Transmission refused the credentials several times; after more failed logins it could"
                + " deny all access. Changed credentials are tried at once.",
            Duration.ofNanos(Math.max(0, left)))
        .asException();
  }

  private Future<OpenSession> settle(OpenSession access, Throwable cause) {
    if (cause == null) {
      state = new Open(access);
      refusals.clear();
      return Future.succeededFuture(access);
    }
    if (!(state instanceof Refused)) {
      state = new Closed(OpeningAttempt.FIRST);
    }
    return Future.failedFuture(cause);
  }

  private void settleRefusal(FailureException reason) {
    refusals.addLast(nanoTime.getAsLong());
    state = new Refused(reason);
  }

  private Future<OpenSession> open(OpeningAttempt attempt, int repeats, Ask ask) {
    return http.send(call(attempt, ask))
        .compose(
            answer -> {
              Optional<OpeningAttempt> next = OpeningAttempt.after(answer);
              return answer.status() == RpcRefusals.WRONG_SESSION && next.isPresent() && repeats > 0
                  ? open(next.get(), repeats - 1, ask)
                  : readAnswer(attempt, answer, ask);
            });
  }

  /** Several callers may wait for it, hence it has a deadline of its own. */
  private HttpCall call(OpeningAttempt attempt, Ask ask) {
    RpcRequest request = RpcRequest.session(TransmissionWire.ServerInfo.FIELDS);
    var call =
        ask.applyTo(endpoint.call("session.open"))
            .deadline(Deadline.in(OPENING_TIME))
            .idempotent(true)
            .body(attempt.dialect().body(request));
    String id = attempt.id();
    return id == null ? call.build() : call.header(ID_HEADER, id).build();
  }

  private Future<OpenSession> readAnswer(OpeningAttempt attempt, HttpAnswer answer, Ask ask) {
    try {
      HttpAnswer good = RpcRefusals.requireGood(answer);
      return attempt
          .dialect()
          .server(good)
          .map(server -> Future.succeededFuture(createSession(attempt, server)))
          .orElseGet(() -> tryOtherDialect(attempt, ask));
    } catch (FailureException e) {
      if (RpcRefusals.wrongCredentials(answer)) {
        settleRefusal(e);
      }
      return Future.failedFuture(e);
    }
  }

  private Future<OpenSession> tryOtherDialect(OpeningAttempt attempt, Ask ask) {
    return attempt
        .dialect()
        .next()
        .map(other -> open(new OpeningAttempt(attempt.id(), other), 1, ask))
        .orElseGet(() -> Future.failedFuture(RpcRefusals.notTransmission()));
  }

  /** The answer tells the protocol even when a proxy has dropped the header that does. */
  private OpenSession createSession(OpeningAttempt attempt, TransmissionWire.ServerInfo server) {
    if (server.interfaceVersion() < OLDEST_INTERFACE) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED,
          "This Transmission is too old: version 2.40 or later is needed.");
    }
    RpcDialect told = RpcDialect.of(server.semanticVersion());
    RpcDialect dialect = attempt.dialect().next().isEmpty() ? attempt.dialect() : told;
    return new OpenSession(++opened, attempt.id(), dialect, server);
  }
}
