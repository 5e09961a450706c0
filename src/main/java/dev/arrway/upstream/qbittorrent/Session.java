package dev.arrway.upstream.qbittorrent;

import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.Deadline;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.Param;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The way in: logs in once for all who wait, finds out which dialect is spoken, and is opened anew
 * when the server forgot it. Five refused logins would get this address banned for an hour, hence
 * after a refusal nothing is tried until {@link #forgive}, and that at most three times an hour.
 * Used from the actor's context alone.
 */
final class Session {
  private static final String PREFIX = "/api/v2";
  private static final Duration LOGIN_TIME = Duration.ofSeconds(30);
  private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();
  private static final int MOST_REFUSALS = 3;

  /**
   * An open way in.
   *
   * @param number another one for each time it was opened; the server's memory of what it has told
   *     is of one number alone
   * @param headers what each call sends
   */
  record Access(long number, Dialect dialect, List<Param> headers) {}

  private sealed interface State {}

  private record Closed() implements State {}

  private record Opening(Future<Access> outcome) implements State {}

  private record Open(Access access) implements State {}

  /** The server was away, and may be another version now. */
  private record Doubtful(Access access) implements State {}

  private record Refused(FailureException reason) implements State {}

  private final HttpExchange http;
  private final Credentials credentials;
  private final LongSupplier nanoTime;
  private final Deque<Long> refusals = new ArrayDeque<>();
  private State state = new Closed();
  private long opened;

  Session(HttpExchange http, Credentials credentials, LongSupplier nanoTime) {
    this.http = http;
    this.credentials = credentials;
    this.nanoTime = nanoTime;
  }

  /**
   * The way in, opened if need be.
   *
   * @return fails with {@code upstream_auth_failed} once the server has refused the credentials
   */
  Future<Access> access(Ask ask) {
    if (state instanceof Open open) {
      return Future.succeededFuture(open.access());
    }
    if (state instanceof Opening opening) {
      return opening.outcome();
    }
    if (state instanceof Refused refused) {
      return Future.failedFuture(refused.reason());
    }
    List<Param> known =
        state instanceof Doubtful doubtful ? doubtful.access().headers() : List.of();
    boolean doubted = state instanceof Doubtful;
    Future<Access> opening =
        (doubted ? detected(known, ask).recover(cause -> again(cause, ask)) : entered(ask))
            .transform(this::settled);
    if (!opening.isComplete()) {
      state = new Opening(opening);
    }
    return opening;
  }

  /** The server does not know this session any more. */
  void expired(Access access) {
    if (isCurrent(access)) {
      state = new Closed();
    }
  }

  /** The server was out of reach, or does not speak as it did. */
  void doubt(Access access) {
    if (isCurrent(access)) {
      state = new Doubtful(access);
    }
  }

  /** Lets refused credentials be tried once more, unless that was done too often. */
  void forgive() {
    while (!refusals.isEmpty() && nanoTime.getAsLong() - refusals.peekFirst() > FORGET_NANOS) {
      refusals.removeFirst();
    }
    if (state instanceof Refused) {
      state = refusals.size() < MOST_REFUSALS ? new Closed() : new Refused(tooOften());
    }
  }

  private boolean isCurrent(Access access) {
    return state instanceof Open open && open.access().number() == access.number();
  }

  private FailureException tooOften() {
    long left = FORGET_NANOS - (nanoTime.getAsLong() - refusals.getFirst());
    return Failure.retryAfter(
            FailureCode.UPSTREAM_AUTH_FAILED,
            "qBittorrent refused the credentials several times; more logins now would get this"
                + " address banned. Changed credentials are tried at once.",
            Duration.ofNanos(Math.max(0, left)))
        .asException();
  }

  private Future<Access> settled(Access access, Throwable cause) {
    if (cause == null) {
      state = new Open(access);
      refusals.clear();
      return Future.succeededFuture(access);
    }
    if (cause instanceof FailureException known
        && known.failure().code() == FailureCode.UPSTREAM_AUTH_FAILED) {
      refusals.addLast(nanoTime.getAsLong());
      state = new Refused(known);
    } else {
      state = new Closed();
    }
    return Future.failedFuture(cause);
  }

  private Future<Access> again(Throwable cause, Ask ask) {
    boolean forgotten =
        cause instanceof FailureException known
            && known.failure().code() == FailureCode.UPSTREAM_AUTH_FAILED;
    return forgotten ? entered(ask) : Future.failedFuture(cause);
  }

  private Future<Access> entered(Ask ask) {
    if (credentials instanceof Credentials.Login login) {
      return http.send(loginCall(login, ask))
          .map(Login::read)
          .compose(headers -> detected(headers, ask));
    }
    String key = ((Credentials.ApiKey) credentials).key().reveal();
    return detected(List.of(new Param("Authorization", "Bearer " + key)), ask);
  }

  private static HttpCall loginCall(Credentials.Login login, Ask ask) {
    return call(HttpCall.post("auth.login", PREFIX + "/auth/login"), ask)
        .body(
            HttpBody.form(
                List.of(
                    new Param("username", login.username()),
                    new Param("password", login.password().reveal()))))
        .accept(401, 403, 404, 405)
        .build();
  }

  private Future<Access> detected(List<Param> headers, Ask ask) {
    HttpCall version =
        call(HttpCall.get("app.webapi_version", PREFIX + "/app/webapiVersion"), ask)
            .headers(headers)
            .accept(404)
            .build();
    return http.send(version).map(answer -> new Access(++opened, dialect(answer), headers));
  }

  private static Dialect dialect(HttpAnswer answer) {
    String text = answer.body().length() > 40 ? "" : answer.body().toString().strip();
    return (answer.ok() ? Dialect.of(text) : java.util.Optional.<Dialect>empty())
        .orElseThrow(Login::notQbittorrent);
  }

  /** Several may wait for it, hence it has a deadline of its own. */
  private static CallBuilder call(CallBuilder call, Ask ask) {
    return ask.applyTo(call).deadline(Deadline.in(LOGIN_TIME)).expect(Expect.NOT_HTML);
  }
}
