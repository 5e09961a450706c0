package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.arr.ArrVendor;
import dev.arrway.sandbox.arr.Quality;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Radarr's own names and numbers. */
final class RadarrVendor {
  /** History events by the numbers that filters use. */
  static final Map<Integer, String> EVENTS =
      Map.of(
          1, "grabbed",
          3, "downloadFolderImported",
          4, "downloadFailed",
          6, "movieFileDeleted",
          7, "movieFolderImported",
          8, "movieFileRenamed",
          9, "downloadIgnored");

  private RadarrVendor() {}

  static ArrVendor make() {
    return new ArrVendor(
        "Radarr",
        "5.28.0.10274",
        "/movies",
        qualities(),
        true,
        Set.of(
            "MoviesSearch",
            "RefreshMovie",
            "RescanMovie",
            "MissingMoviesSearch",
            "CutoffUnmetMoviesSearch",
            "RssSync",
            "RenameMovie",
            "RenameFiles",
            "DownloadedMoviesScan",
            "RefreshMonitoredDownloads",
            "RefreshCollections",
            "ImportListSync",
            "CheckHealth",
            "Housekeeping",
            "Backup",
            "ApplicationUpdateCheck"));
  }

  private static List<Quality> qualities() {
    return List.of(
        quality(0, "Unknown", "unknown", 0, "none"),
        quality(24, "WORKPRINT", "workprint", 0, "none"),
        quality(25, "CAM", "cam", 0, "none"),
        quality(26, "TELESYNC", "telesync", 0, "none"),
        quality(27, "TELECINE", "telecine", 0, "none"),
        quality(29, "REGIONAL", "dvd", 480, "regional"),
        quality(28, "DVDSCR", "dvd", 480, "screener"),
        quality(1, "SDTV", "tv", 480, "none"),
        quality(2, "DVD", "dvd", 0, "none"),
        quality(23, "DVD-R", "dvd", 480, "remux"),
        quality(8, "WEBDL-480p", "webdl", 480, "none"),
        quality(12, "WEBRip-480p", "webrip", 480, "none"),
        quality(20, "Bluray-480p", "bluray", 480, "none"),
        quality(21, "Bluray-576p", "bluray", 576, "none"),
        quality(4, "HDTV-720p", "tv", 720, "none"),
        quality(5, "WEBDL-720p", "webdl", 720, "none"),
        quality(14, "WEBRip-720p", "webrip", 720, "none"),
        quality(6, "Bluray-720p", "bluray", 720, "none"),
        quality(9, "HDTV-1080p", "tv", 1080, "none"),
        quality(3, "WEBDL-1080p", "webdl", 1080, "none"),
        quality(15, "WEBRip-1080p", "webrip", 1080, "none"),
        quality(7, "Bluray-1080p", "bluray", 1080, "none"),
        quality(30, "Remux-1080p", "bluray", 1080, "remux"),
        quality(16, "HDTV-2160p", "tv", 2160, "none"),
        quality(18, "WEBDL-2160p", "webdl", 2160, "none"),
        quality(17, "WEBRip-2160p", "webrip", 2160, "none"),
        quality(19, "Bluray-2160p", "bluray", 2160, "none"),
        quality(31, "Remux-2160p", "bluray", 2160, "remux"),
        quality(22, "BR-DISK", "bluray", 1080, "brdisk"),
        quality(10, "Raw-HD", "tv", 1080, "rawhd"));
  }

  private static Quality quality(
      int id, String name, String source, int resolution, String modifier) {
    return new Quality(id, name, source, resolution, modifier);
  }
}
