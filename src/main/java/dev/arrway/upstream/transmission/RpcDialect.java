package dev.arrway.upstream.transmission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireRow;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of the RPC protocol. Newer servers answer both versions at the same address. */
interface RpcDialect {
  /** The protocol of all versions up to 4.0, which 4.1 still understands. */
  RpcDialect LEGACY = new LegacyDialect();

  /** The protocol since 4.1. */
  RpcDialect JSON_RPC = new JsonRpcDialect();

  /** Returns what is sent. */
  HttpBody body(RpcRequest request);

  /**
   * Returns the result of a request, which may be an empty object.
   *
   * @throws dev.arrway.protocol.FailureException {@code upstream_rejected} when the server refused
   *     the request, {@code upstream_unexpected} when it is no answer of this protocol
   */
  JsonNode result(HttpAnswer answer);

  /** Returns the rows of a list of torrents; throws as {@link #result} does. */
  List<WireRow<TransmissionWire.Torrent>> torrents(HttpAnswer answer);

  /** Returns the server's spelling of a field of the session. */
  String sessionField(String name);

  /** Returns what the server says of itself; empty when it does not speak this protocol. */
  Optional<TransmissionWire.ServerInfo> server(HttpAnswer answer);

  /** Returns the protocol to try when a server does not speak this one. */
  Optional<RpcDialect> next();

  /**
   * Returns the protocol for a version of the RPC interface. Builds between 4.0 and 4.1 count as
   * {@code rpc-version} 18 without knowing JSON-RPC, hence the number alone does not tell.
   *
   * @param semanticVersion such as {@code 6.0.0}, which is that of 4.1; null for versions before
   *     4.0, which do not have one
   */
  static RpcDialect of(@Nullable String semanticVersion) {
    Matcher major =
        Pattern.compile("(\\d{1,6})\\..*").matcher(semanticVersion == null ? "" : semanticVersion);
    return major.matches() && Integer.parseInt(major.group(1)) >= 6 ? JSON_RPC : LEGACY;
  }
}
