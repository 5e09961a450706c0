package dev.arrway.upstream.transmission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.download.InfoHash;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.WireRow;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls to a server, within a session that is renewed once when the server has ended it. */
final class TransmissionRpc {
  private final HttpExchange http;
  private final RpcEndpoint endpoint;
  private final RpcSession session;

  TransmissionRpc(HttpExchange http, RpcEndpoint endpoint) {
    this.http = http;
    this.endpoint = endpoint;
    this.session = new RpcSession(http, endpoint, System::nanoTime);
  }

  private record RpcCall(
      String operation, RpcRequest request, CallLimits limits, boolean idempotent) {}

  /** A good answer and the session that it came in. */
  record SessionAnswer(RpcSession.OpenSession access, HttpAnswer answer) {
    /** Returns the result; throws as {@link RpcDialect#result} does. */
    JsonNode result() {
      return access.dialect().result(answer);
    }

    /** Returns the rows of a list of torrents. */
    List<WireRow<TransmissionWire.Torrent>> torrents() {
      return access.dialect().torrents(answer);
    }
  }

  /** Lets refused credentials be tried once more. */
  void forgive() {
    session.forgive();
  }

  /** Sends a request that changes nothing. */
  Future<SessionAnswer> read(String operation, RpcRequest request, CallLimits limits, Ask ask) {
    return send(new RpcCall(operation, request, limits, true), ask);
  }

  /** Sends a request that changes something; fails when the server refuses it. */
  Future<SessionAnswer> change(String operation, RpcRequest request, CallLimits limits, Ask ask) {
    return send(new RpcCall(operation, request, limits, false), ask)
        .map(
            answered -> {
              Objects.requireNonNull(answered.result());
              return answered;
            });
  }

  /** Returns a torrent as the server has it now; null when it does not have it. */
  Future<TransmissionWire.@Nullable Torrent> torrent(InfoHash hash, List<String> fields, Ask ask) {
    RpcRequest request = RpcRequest.torrents(List.of(hash.hex()), fields);
    return read("torrents.one", request, CallLimits.LONG_LIST, ask)
        .map(
            answered ->
                answered.torrents().stream()
                    .map(row -> readable(row))
                    .filter(torrent -> hash.hex().equals(torrent.hashString()))
                    .findFirst()
                    .orElse(null));
  }

  private static TransmissionWire.Torrent readable(WireRow<TransmissionWire.Torrent> row) {
    if (row.value() == null) {
      throw Objects.requireNonNull(row.failure());
    }
    return row.value();
  }

  private Future<SessionAnswer> send(RpcCall call, Ask ask) {
    return attempt(call, ask)
        .compose(
            answered -> {
              if (answered.answer().status() != RpcRefusals.WRONG_SESSION) {
                return Future.succeededFuture(answered);
              }
              session.replace(answered.access(), answered.answer());
              return attempt(call, ask);
            })
        .map(this::requireGood);
  }

  private Future<SessionAnswer> attempt(RpcCall call, Ask ask) {
    return session
        .access(ask)
        .compose(
            access ->
                http.send(RpcSession.buildCall(access, prepare(call, ask), call.request()))
                    .map(answer -> new SessionAnswer(access, answer)));
  }

  private CallBuilder prepare(RpcCall call, Ask ask) {
    return ask.applyTo(endpoint.call(call.operation()))
        .idempotent(call.idempotent())
        .limits(call.limits());
  }

  private SessionAnswer requireGood(SessionAnswer answered) {
    try {
      Objects.requireNonNull(RpcRefusals.requireGood(answered.answer()));
      return answered;
    } catch (FailureException e) {
      if (RpcRefusals.wrongCredentials(answered.answer())) {
        session.refuse(answered.access(), e);
      }
      throw e;
    }
  }
}
