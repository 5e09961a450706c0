package dev.arrway.upstream.transmission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.upstream.Facts;
import java.util.List;
import java.util.Map;

/**
 * The settings of a server that its owner would notice when they changed; no secret is among them.
 * Their names in the fingerprint are those of 4.1, so that an update alone does not change them.
 */
final class TransmissionFacts {
  private static final List<String> SETTINGS =
      List.of(
          "download_dir",
          "incomplete_dir_enabled",
          "incomplete_dir",
          "rename_partial_files",
          "start_added_torrents",
          "trash_original_torrent_files",
          "download_queue_enabled",
          "download_queue_size",
          "seed_queue_enabled",
          "seed_queue_size",
          "queue_stalled_enabled",
          "queue_stalled_minutes",
          "seed_ratio_limited",
          "seed_ratio_limit",
          "idle_seeding_limit_enabled",
          "idle_seeding_limit",
          "speed_limit_down_enabled",
          "speed_limit_down",
          "speed_limit_up_enabled",
          "speed_limit_up",
          "alt_speed_enabled",
          "alt_speed_time_enabled",
          "alt_speed_down",
          "alt_speed_up",
          "peer_port",
          "peer_port_random_on_start",
          "port_forwarding_enabled",
          "peer_limit_global",
          "peer_limit_per_torrent",
          "dht_enabled",
          "pex_enabled",
          "lpd_enabled",
          "encryption",
          "blocklist_enabled");

  /** Settings that the server changes itself while another one, their value here, is on. */
  private static final Map<String, String> SELF_CHANGING =
      Map.of(
          "alt_speed_enabled", "alt_speed_time_enabled", "peer_port", "peer_port_random_on_start");

  private TransmissionFacts() {}

  /** Returns the request for what {@link #of} reads. */
  static RpcRequest request() {
    return RpcRequest.session(
        java.util.stream.Stream.concat(SETTINGS.stream(), java.util.stream.Stream.of("version"))
            .toList());
  }

  /** Returns the fingerprint of a session as it was answered in a protocol. */
  static Fingerprint of(String version, JsonNode session, RpcDialect dialect) {
    Facts facts = new Facts();
    for (String name : SETTINGS) {
      JsonNode value = session.path(dialect.sessionField(name));
      if (value.isValueNode() && !value.isNull() && !changesItself(name, session, dialect)) {
        facts.put(text(value), "preferences", name);
      }
    }
    return facts.fingerprint(version);
  }

  private static boolean changesItself(String name, JsonNode session, RpcDialect dialect) {
    String cause = SELF_CHANGING.get(name);
    return cause != null && session.path(dialect.sessionField(cause)).asBoolean();
  }

  /** Returns a value as text; versions differ in whether 2 is printed as {@code 2} or as 2.0. */
  private static String text(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }
}
