package dev.arrway.upstream.qbittorrent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.upstream.Facts;
import java.util.List;

/** What of a server's settings its owner would notice when it changed; no secret is among it. */
final class QbittorrentFacts {
  private static final List<String> PREFERENCES =
      List.of(
          "save_path",
          "temp_path_enabled",
          "temp_path",
          "auto_tmm_enabled",
          "torrent_content_layout",
          "preallocate_all",
          "incomplete_files_ext",
          "listen_port",
          "upnp",
          "dht",
          "pex",
          "lsd",
          "encryption",
          "anonymous_mode",
          "proxy_type",
          "queueing_enabled",
          "max_active_downloads",
          "max_active_uploads",
          "max_active_torrents",
          "max_ratio_enabled",
          "max_ratio",
          "max_seeding_time_enabled",
          "max_seeding_time",
          "dl_limit",
          "up_limit",
          "scheduler_enabled",
          "current_network_interface",
          "web_ui_port",
          "web_ui_max_auth_fail_count",
          "web_ui_ban_duration",
          "web_ui_session_timeout");

  private QbittorrentFacts() {}

  static Fingerprint of(String version, JsonNode preferences, JsonNode categories) {
    Facts facts = new Facts();
    for (String name : PREFERENCES) {
      JsonNode value = preferences.path(name);
      if (value.isValueNode() && !value.isNull()) {
        facts.put(value.asText(), "preferences", name);
      }
    }
    categories
        .fields()
        .forEachRemaining(
            category ->
                facts.put(
                    category.getValue().path("savePath").asText(""),
                    "categories",
                    category.getKey(),
                    "save_path"));
    return facts.count("categories", categories.size()).fingerprint(version);
  }
}
