package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a server that somebody set up has: folders, profiles, formats, tags, indexers. */
final class StateDefaults {
  private StateDefaults() {}

  static void fill(ArrState state) {
    state.addRootFolder(state.vendor().folder());
    state.addRootFolder(state.vendor().folder() + "-4k");
    var movies = state.vendor().profileLanguage();
    state.naming().add(SettingsDefaults.naming(movies));
    state.mediaManagement().add(SettingsDefaults.mediaManagement(movies));
    state.formats().add(format("Surround Sound"));
    state.formats().add(format("Repack"));
    var all = state.vendor().qualities().stream().map(Quality::name).toList();
    state.addProfile("Any", all.stream().filter(name -> !name.equals("Raw-HD")).toList());
    state.addProfile(
        "HD-1080p", List.of("HDTV-1080p", "WEBRip-1080p", "WEBDL-1080p", "Bluray-1080p"));
    state.addProfile(
        "HD - 720p/1080p",
        List.of("HDTV-720p", "WEBDL-720p", "Bluray-720p", "WEBDL-1080p", "Bluray-1080p"));
    state.addProfile(
        "Ultra-HD", List.of("HDTV-2160p", "WEBRip-2160p", "WEBDL-2160p", "Bluray-2160p"));
    state
        .vendor()
        .qualities()
        .forEach(quality -> state.definitions().add(definition(state, quality)));
    List.of("family", "classics", "requested").forEach(state::addTag);
    state.indexers().add(indexer(state, "Marble Index", "torrent", 25));
    state.indexers().add(indexer(state, "Copper Index", "torrent", 30));
    state.indexers().add(indexer(state, "Velvet News", "usenet", 20));
    state.addHealth(
        "IndexerStatusCheck", "warning", "Indexers unavailable due to failures: Copper Index");
  }

  /** Megabytes a minute, as the servers have them until edited: the best have no limit. */
  private static JsonObject definition(ArrState state, Quality quality) {
    boolean unlimited =
        quality.resolution() > 1_080 || quality.name().matches(".*(Remux|DISK|Raw).*");
    return Wire.object(
        "quality",
        quality.json(),
        "title",
        quality.name(),
        "weight",
        state.definitions().size() + 1,
        "minSize",
        0.0,
        "maxSize",
        unlimited ? null : 100.0,
        "preferredSize",
        unlimited ? null : 95.0);
  }

  static JsonObject format(String name) {
    var field =
        Wire.object(
            "order",
            0,
            "name",
            "value",
            "label",
            "Regular Expression",
            "value",
            name.replace(' ', '.'),
            "type",
            "textbox",
            "advanced",
            false);
    var specification =
        Wire.object(
            "name",
            name,
            "implementation",
            "ReleaseTitleSpecification",
            "implementationName",
            "Release Title",
            "infoLink",
            "https://wiki.servarr.com/settings#custom-formats",
            "negate",
            false,
            "required",
            false,
            "fields",
            new JsonArray().add(field));
    return Wire.object(
        "name",
        name,
        "includeCustomFormatWhenRenaming",
        false,
        "specifications",
        new JsonArray().add(specification));
  }

  private static JsonObject indexer(ArrState state, String name, String protocol, int priority) {
    var torrent = protocol.equals("torrent");
    var implementation = torrent ? "Torznab" : "Newznab";
    var fields =
        new JsonArray()
            .add(field(0, "baseUrl", "URL", "http://indexer.example.invalid", "textbox"))
            .add(field(1, "apiKey", "API Key", "********", "textbox").put("privacy", "apiKey"));
    return Wire.object(
        "enableRss",
        true,
        "enableAutomaticSearch",
        true,
        "enableInteractiveSearch",
        true,
        "supportsRss",
        true,
        "supportsSearch",
        true,
        "protocol",
        protocol,
        "priority",
        priority,
        "seasonSearchMaximumSingleEpisodeAge",
        state.vendor().profileLanguage() ? null : 0,
        "downloadClientId",
        0,
        "name",
        name,
        "fields",
        fields,
        "implementationName",
        implementation,
        "implementation",
        implementation,
        "configContract",
        implementation + "Settings",
        "infoLink",
        "https://wiki.servarr.com/supported#" + implementation.toLowerCase(java.util.Locale.ROOT),
        "tags",
        new JsonArray());
  }

  private static JsonObject field(int order, String name, String label, String value, String type) {
    return Wire.object(
        "order", order,
        "name", name,
        "label", label,
        "value", value,
        "type", type,
        "advanced", false,
        "privacy", "normal");
  }
}
