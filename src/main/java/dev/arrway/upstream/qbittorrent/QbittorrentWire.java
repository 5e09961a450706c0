package dev.arrway.upstream.qbittorrent;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.arrway.platform.http.WireRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What qBittorrent sends. */
final class QbittorrentWire {
  private QbittorrentWire() {}

  /**
   * Of {@code torrents/info}, where it has its hash, and of {@code sync/maindata}, where it is
   * found by it and has, after the first time, only what has changed.
   */
  record Torrent(
      @Nullable String hash,
      @Nullable String name,
      @Nullable String state,
      @Nullable Double progress,
      @Nullable Long eta,
      @Nullable Long size,
      @JsonProperty("amount_left") @Nullable Long amountLeft,
      @Nullable Long dlspeed,
      @JsonProperty("num_seeds") @Nullable Integer numSeeds,
      @JsonProperty("num_leechs") @Nullable Integer numLeechs,
      @Nullable Double ratio,
      @Nullable Double availability,
      @Nullable String category,
      @Nullable String tags,
      @JsonProperty("save_path") @Nullable String savePath,
      @JsonProperty("content_path") @Nullable String contentPath,
      @JsonProperty("added_on") @Nullable Long addedOn,
      @JsonProperty("completion_on") @Nullable Long completionOn,
      @JsonProperty("force_start") @Nullable Boolean forceStart,
      @JsonProperty("private") @Nullable Boolean isPrivate) {

    /** This one with what another one says anew. */
    Torrent changedBy(Torrent news) {
      return new Torrent(
          newer(news.hash, hash),
          newer(news.name, name),
          newer(news.state, state),
          newer(news.progress, progress),
          newer(news.eta, eta),
          newer(news.size, size),
          newer(news.amountLeft, amountLeft),
          newer(news.dlspeed, dlspeed),
          newer(news.numSeeds, numSeeds),
          newer(news.numLeechs, numLeechs),
          newer(news.ratio, ratio),
          newer(news.availability, availability),
          newer(news.category, category),
          newer(news.tags, tags),
          newer(news.savePath, savePath),
          newer(news.contentPath, contentPath),
          newer(news.addedOn, addedOn),
          newer(news.completionOn, completionOn),
          newer(news.forceStart, forceStart),
          newer(news.isPrivate, isPrivate));
    }

    private static <T> @Nullable T newer(@Nullable T news, @Nullable T old) {
      return news == null ? old : news;
    }
  }

  /** Of {@code sync/maindata}. */
  record MainData(
      @Nullable Long rid,
      @JsonProperty("full_update") @Nullable Boolean fullUpdate,
      @Nullable Map<String, WireRow<Torrent>> torrents,
      @JsonProperty("torrents_removed") @Nullable List<String> torrentsRemoved,
      @JsonProperty("server_state") @Nullable ServerState serverState) {}

  /** The part of {@link MainData} about the whole server. */
  record ServerState(@JsonProperty("free_space_on_disk") @Nullable Long freeSpaceOnDisk) {}
}
