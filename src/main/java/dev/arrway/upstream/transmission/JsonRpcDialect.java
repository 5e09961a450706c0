package dev.arrway.upstream.transmission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireJson;
import dev.arrway.platform.http.WireRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocol since 4.1: JSON-RPC 2.0 with all names in snake_case. */
final class JsonRpcDialect implements RpcDialect {
  /** A connection carries one request at a time, hence all may have the same id. */
  private static final int ID = 1;

  @Override
  public HttpBody body(RpcRequest request) {
    return HttpBody.json(
        Map.of(
            "jsonrpc", "2.0", "method", request.method(), "params", request.arguments(), "id", ID));
  }

  @Override
  public JsonNode result(HttpAnswer answer) {
    JsonNode tree = WireJson.readTree(answer);
    JsonNode error = tree.path("error");
    if (error.isObject()) {
      throw refused(WireJson.convert(error, TransmissionWire.RpcError.class));
    }
    if (!tree.path("result").isObject()) {
      throw RpcRefusals.notTransmission();
    }
    return tree.path("result");
  }

  @Override
  public List<WireRow<TransmissionWire.Torrent>> torrents(HttpAnswer answer) {
    var read = WireJson.read(answer, TransmissionWire.JsonRpcTorrents.class);
    TransmissionWire.RpcError error = read.error();
    if (error != null) {
      throw refused(error);
    }
    return TransmissionWire.Torrents.rows(read.result());
  }

  private static RuntimeException refused(TransmissionWire.RpcError error) {
    TransmissionWire.@Nullable RpcErrorData data = error.data();
    String detail = data == null ? null : data.errorString();
    return RpcRefusals.refused(detail == null || detail.isBlank() ? error.message() : detail);
  }

  @Override
  public String sessionField(String name) {
    return name;
  }

  @Override
  public Optional<TransmissionWire.ServerInfo> server(HttpAnswer answer) {
    return TransmissionWire.ServerInfo.of(WireJson.readTree(answer).path("result"));
  }

  @Override
  public Optional<RpcDialect> next() {
    return Optional.empty();
  }
}
