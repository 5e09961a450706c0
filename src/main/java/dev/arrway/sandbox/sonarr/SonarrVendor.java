package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.arr.ArrVendor;
import dev.arrway.sandbox.arr.Quality;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sonarr's own names and numbers. */
final class SonarrVendor {
  /** History events by the numbers that filters use. */
  static final Map<Integer, String> EVENTS =
      Map.of(
          1, "grabbed",
          2, "seriesFolderImported",
          3, "downloadFolderImported",
          4, "downloadFailed",
          5, "episodeFileDeleted",
          6, "episodeFileRenamed",
          7, "downloadIgnored");

  private SonarrVendor() {}

  static ArrVendor make() {
    return new ArrVendor(
        "Sonarr",
        "4.0.16.2944",
        "/tv",
        qualities(),
        false,
        Set.of(
            "EpisodeSearch",
            "SeasonSearch",
            "SeriesSearch",
            "MissingEpisodeSearch",
            "CutoffUnmetEpisodeSearch",
            "RefreshSeries",
            "RescanSeries",
            "RssSync",
            "RenameFiles",
            "RenameSeries",
            "DownloadedEpisodesScan",
            "RefreshMonitoredDownloads",
            "ImportListSync",
            "CheckHealth",
            "Housekeeping",
            "Backup",
            "ApplicationUpdateCheck"));
  }

  private static List<Quality> qualities() {
    return List.of(
        quality(0, "Unknown", "unknown", 0),
        quality(1, "SDTV", "television", 480),
        quality(12, "WEBRip-480p", "webRip", 480),
        quality(8, "WEBDL-480p", "web", 480),
        quality(2, "DVD", "dvd", 480),
        quality(13, "Bluray-480p", "bluray", 480),
        quality(22, "Bluray-576p", "bluray", 576),
        quality(4, "HDTV-720p", "television", 720),
        quality(9, "HDTV-1080p", "television", 1080),
        quality(10, "Raw-HD", "televisionRaw", 1080),
        quality(14, "WEBRip-720p", "webRip", 720),
        quality(5, "WEBDL-720p", "web", 720),
        quality(6, "Bluray-720p", "bluray", 720),
        quality(15, "WEBRip-1080p", "webRip", 1080),
        quality(3, "WEBDL-1080p", "web", 1080),
        quality(7, "Bluray-1080p", "bluray", 1080),
        quality(20, "Bluray-1080p Remux", "blurayRaw", 1080),
        quality(16, "HDTV-2160p", "television", 2160),
        quality(17, "WEBRip-2160p", "webRip", 2160),
        quality(18, "WEBDL-2160p", "web", 2160),
        quality(19, "Bluray-2160p", "bluray", 2160),
        quality(21, "Bluray-2160p Remux", "blurayRaw", 2160));
  }

  private static Quality quality(int id, String name, String source, int resolution) {
    return new Quality(id, name, source, resolution, null);
  }
}
