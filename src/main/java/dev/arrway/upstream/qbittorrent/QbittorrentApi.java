package dev.arrway.upstream.qbittorrent;

import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.Param;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Calls within a session, which is opened once more when the server has forgotten it. */
final class QbittorrentApi {
  static final String NAME = "qBittorrent";

  private static final String PREFIX = "/api/v2";

  /** After these the server may have been started anew, perhaps in another version. */
  private static final Set<FailureCode> AWAY =
      EnumSet.of(
          FailureCode.UPSTREAM_RESET,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_TRUNCATED,
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.UPSTREAM_DNS);

  private final HttpExchange http;
  private final Session session;

  QbittorrentApi(HttpExchange http, Credentials credentials) {
    this.http = http;
    this.session = new Session(http, credentials, System::nanoTime);
  }

  /** An answer and the way in that it came by. */
  record Answered(Session.Access access, HttpAnswer answer) {}

  /** Lets refused credentials be tried once more. */
  void forgive() {
    session.forgive();
  }

  /** Asks for JSON. */
  Future<HttpAnswer> get(String operation, String path, List<Param> query, Ask ask) {
    return send(access -> HttpCall.get(operation, PREFIX + path).queries(query), ask)
        .map(Answered::answer);
  }

  /** Asks for plain text. */
  Future<String> text(String operation, String path, Ask ask) {
    return send(access -> HttpCall.get(operation, PREFIX + path).expect(Expect.NOT_HTML), ask)
        .map(answered -> answered.answer().body().toString().strip());
  }

  /** Sends a form; statuses besides 2xx that are answers may be named. */
  Future<HttpAnswer> post(
      String operation, String path, List<Param> form, Ask ask, int... accepted) {
    return post(operation, access -> path, HttpBody.form(form), ask, accepted);
  }

  /** Sends a body to a path that depends on the dialect. */
  Future<HttpAnswer> post(
      String operation, Function<Dialect, String> path, HttpBody body, Ask ask, int... accepted) {
    return send(
            access ->
                HttpCall.post(operation, PREFIX + path.apply(access.dialect()))
                    .body(body)
                    .expect(Expect.ANY)
                    .accept(accepted),
            ask)
        .map(Answered::answer);
  }

  /** The session's dialect may be that of a version which is no more; both are then found anew. */
  Future<HttpAnswer> postInDialect(
      String operation, Function<Dialect, String> path, List<Param> form, Ask ask) {
    HttpBody body = HttpBody.form(form);
    return session
        .access(ask)
        .compose(
            access ->
                post(operation, path, body, ask)
                    .recover(
                        cause -> {
                          if (!is(cause, FailureCode.UPSTREAM_NOT_FOUND)) {
                            return Future.failedFuture(cause);
                          }
                          session.doubt(access);
                          return post(operation, path, body, ask);
                        }));
  }

  /** Sends what is made for the way in; once more when that has been closed meanwhile. */
  Future<Answered> send(Function<Session.Access, CallBuilder> call, Ask ask) {
    return attempt(call, ask)
        .compose(
            answered -> {
              if (answered.answer().status() != 403) {
                return Future.succeededFuture(answered);
              }
              session.expired(answered.access());
              return attempt(call, ask);
            })
        .map(QbittorrentApi::let);
  }

  private Future<Answered> attempt(Function<Session.Access, CallBuilder> call, Ask ask) {
    return session
        .access(ask)
        .compose(
            access ->
                http.send(
                        ask.applyTo(call.apply(access))
                            .headers(access.headers())
                            .accept(401, 403)
                            .build())
                    .map(answer -> new Answered(access, answer))
                    .recover(
                        cause -> {
                          if (cause instanceof FailureException known
                              && AWAY.contains(known.failure().code())) {
                            session.doubt(access);
                          }
                          return Future.failedFuture(cause);
                        }));
  }

  private static Answered let(Answered answered) {
    return switch (answered.answer().status()) {
      case 401 ->
          throw Login.refused(
              "qBittorrent turns the request away (401): it may want another host name in the URL.");
      case 403 -> throw Login.refused("qBittorrent lets nobody in, not even after a login.");
      default -> answered;
    };
  }

  /** Whether a future failed with this code. */
  static boolean is(Throwable cause, FailureCode code) {
    return cause instanceof FailureException known && known.failure().code() == code;
  }
}
