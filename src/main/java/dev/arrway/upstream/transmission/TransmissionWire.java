package dev.arrway.upstream.transmission;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.http.WireJson;
import dev.arrway.platform.http.WireRow;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records that Transmission sends, in the spelling of 4.1 and in that of versions before. */
final class TransmissionWire {
  private TransmissionWire() {}

  /** A torrent, as far as its fields were asked for. */
  record Torrent(
      @JsonProperty("hash_string") @JsonAlias("hashString") @Nullable String hashString,
      @Nullable String name,
      @Nullable Integer status,
      @Nullable Integer error,
      @JsonProperty("error_string") @JsonAlias("errorString") @Nullable String errorString,
      @JsonProperty("is_stalled") @JsonAlias("isStalled") @Nullable Boolean isStalled,
      @JsonProperty("is_finished") @JsonAlias("isFinished") @Nullable Boolean isFinished,
      @JsonProperty("is_private") @JsonAlias("isPrivate") @Nullable Boolean isPrivate,
      @JsonProperty("metadata_percent_complete") @JsonAlias("metadataPercentComplete")
          @Nullable Double metadataPercentComplete,
      @JsonProperty("percent_done") @JsonAlias("percentDone") @Nullable Double percentDone,
      @JsonProperty("size_when_done") @JsonAlias("sizeWhenDone") @Nullable Long sizeWhenDone,
      @JsonProperty("left_until_done") @JsonAlias("leftUntilDone") @Nullable Long leftUntilDone,
      @JsonProperty("desired_available") @JsonAlias("desiredAvailable")
          @Nullable Long desiredAvailable,
      @JsonProperty("rate_download") @JsonAlias("rateDownload") @Nullable Long rateDownload,
      @Nullable Long eta,
      @JsonProperty("upload_ratio") @JsonAlias("uploadRatio") @Nullable Double uploadRatio,
      @JsonProperty("peers_connected") @JsonAlias("peersConnected")
          @Nullable Integer peersConnected,
      @JsonProperty("webseeds_sending_to_us") @JsonAlias("webseedsSendingToUs")
          @Nullable Integer webseedsSendingToUs,
      @JsonProperty("bandwidth_priority") @JsonAlias("bandwidthPriority")
          @Nullable Integer bandwidthPriority,
      @Nullable List<String> labels,
      @JsonProperty("download_dir") @JsonAlias("downloadDir") @Nullable String downloadDir,
      @JsonProperty("added_date") @JsonAlias("addedDate") @Nullable Long addedDate,
      @JsonProperty("done_date") @JsonAlias("doneDate") @Nullable Long doneDate,
      @Nullable List<TorrentContent> files) {
    /** The fields of lists; {@code files}, of which there may be thousands, are not among them. */
    static final List<String> FIELDS =
        List.of(
            "hash_string",
            "name",
            "status",
            "error",
            "error_string",
            "is_stalled",
            "is_finished",
            "is_private",
            "metadata_percent_complete",
            "percent_done",
            "size_when_done",
            "left_until_done",
            "desired_available",
            "rate_download",
            "eta",
            "upload_ratio",
            "peers_connected",
            "webseeds_sending_to_us",
            "bandwidth_priority",
            "labels",
            "download_dir",
            "added_date",
            "done_date");
  }

  /**
   * A file of a torrent.
   *
   * @param name its path, which begins with the torrent's name
   */
  record TorrentContent(@Nullable String name) {}

  /** The result of {@code torrent_get}. */
  record Torrents(@Nullable List<WireRow<Torrent>> torrents) {
    /** Returns the rows; fails when there is no list, which must not look like an empty one. */
    static List<WireRow<Torrent>> rows(@Nullable Torrents read) {
      List<WireRow<Torrent>> rows = read == null ? null : read.torrents();
      if (rows == null) {
        throw FailureException.of(
            FailureCode.UPSTREAM_UNEXPECTED, "Transmission's answer lacks its torrents.");
      }
      return rows;
    }
  }

  /** An answer with torrents in the protocol of versions up to 4.0. */
  record LegacyTorrents(@Nullable String result, @Nullable Torrents arguments) {}

  /** An answer with torrents in the protocol since 4.1. */
  record JsonRpcTorrents(@Nullable Torrents result, @Nullable RpcError error) {}

  /** The error of a refused request in the protocol since 4.1. */
  record RpcError(@Nullable String message, @Nullable RpcErrorData data) {}

  /** The part of {@link RpcError} that says more than its message. */
  record RpcErrorData(
      @JsonProperty("error_string") @JsonAlias("errorString") @Nullable String errorString) {}

  /** The result of {@code torrent_add}: one of the two. */
  record AddResult(
      @JsonProperty("torrent_added") @JsonAlias("torrent-added") @Nullable Torrent added,
      @JsonProperty("torrent_duplicate") @JsonAlias("torrent-duplicate")
          @Nullable Torrent duplicate) {}

  /**
   * The versions that a server reports.
   *
   * @param version with the revision in parentheses, such as {@code 3.00 (bb6b5a062e)}
   * @param semanticVersion of the RPC interface, since 4.0
   */
  record ServerInfo(
      @Nullable String version,
      @JsonProperty("rpc_version") @JsonAlias("rpc-version") @Nullable Integer rpcVersion,
      @JsonProperty("rpc_version_semver") @JsonAlias("rpc-version-semver")
          @Nullable String semanticVersion) {
    static final List<String> FIELDS = List.of("version", "rpc_version", "rpc_version_semver");

    /** The first version that takes labels with a new torrent: that of 4.0. */
    private static final int LABELS_OF_NEW_TORRENTS = 17;

    /** The first version that can fetch pieces in order: that of 4.1. */
    private static final int ORDER = 18;

    /** Returns the session as it was answered; empty when it does not tell its version. */
    static Optional<ServerInfo> of(JsonNode session) {
      return session.path("version").isTextual()
          ? Optional.of(WireJson.convert(session, ServerInfo.class))
          : Optional.empty();
    }

    /** Returns the version without the revision. */
    String plainVersion() {
      return version == null ? "" : version.replaceFirst("[\\s(].*$", "");
    }

    /** Returns the version of the RPC interface; 1 when the server does not tell. */
    int interfaceVersion() {
      return rpcVersion == null ? 1 : rpcVersion;
    }

    /** Returns whether labels can be sent with a new torrent; before 4.0 they are ignored there. */
    boolean takesLabelsOfNewTorrents() {
      return interfaceVersion() >= LABELS_OF_NEW_TORRENTS;
    }

    /** Returns whether the pieces of a torrent can be fetched in order. */
    boolean fetchesInOrder() {
      return interfaceVersion() >= ORDER;
    }
  }
}
