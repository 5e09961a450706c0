package dev.arrway.upstream.transmission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request in the spelling of version 4.1, which {@link RpcDialect} translates. Its text shows the
 * method only, since links carry keys.
 *
 * @param method such as {@code torrent_get}
 * @param arguments by name, without nulls; the names asked for are in {@code fields}
 */
record RpcRequest(String method, Map<String, Object> arguments) {
  RpcRequest {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** Returns the request for what is known of the server itself. */
  static RpcRequest session(List<String> fields) {
    return new RpcRequest("session_get", Map.of("fields", fields));
  }

  /** Returns the request for fields of all torrents. */
  static RpcRequest allTorrents(List<String> fields) {
    return new RpcRequest("torrent_get", Map.of("fields", fields));
  }

  /** Returns the request for fields of the torrents that exist of these. */
  static RpcRequest torrents(List<String> hashes, List<String> fields) {
    return new RpcRequest("torrent_get", Map.of("ids", hashes, "fields", fields));
  }

  /** Returns a request that changes one torrent. */
  static RpcRequest change(String method, String hash) {
    return change(method, hash, Map.of());
  }

  /** Returns a request that changes one torrent, with more arguments. */
  static RpcRequest change(String method, String hash, Map<String, Object> more) {
    Map<String, Object> arguments = new LinkedHashMap<>(more);
    // Without ids, or with another type of value, a server would change all torrents.
    arguments.put("ids", List.of(hash));
    return new RpcRequest(method, arguments);
  }

  @Override
  public String toString() {
    return method;
  }
}
