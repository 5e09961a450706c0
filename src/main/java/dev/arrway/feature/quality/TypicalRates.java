package dev.arrway.feature.quality;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many megabytes a minute of video of each quality usually has: rounded from the bit rates that
 * the sources are known for (untouched Blu-ray 30 Mbit/s, untouched UHD Blu-ray 60 Mbit/s, web
 * video 6 Mbit/s at 1080p and 16 Mbit/s at 2160p; 1 Mbit/s is 7.15 MB a minute).
 */
final class TypicalRates {
  private static final Map<String, Double> BY_KEY =
      Map.ofEntries(
          Map.entry("workprint", 12.0),
          Map.entry("cam", 12.0),
          Map.entry("telesync", 13.0),
          Map.entry("telecine", 13.0),
          Map.entry("regional", 14.0),
          Map.entry("dvdscr", 14.0),
          Map.entry("sdtv", 10.0),
          Map.entry("dvd", 14.0),
          Map.entry("dvdr", 45.0),
          Map.entry("webdl480p", 10.0),
          Map.entry("webrip480p", 10.0),
          Map.entry("bluray480p", 14.0),
          Map.entry("bluray576p", 16.0),
          Map.entry("hdtv720p", 24.0),
          Map.entry("webdl720p", 24.0),
          Map.entry("webrip720p", 22.0),
          Map.entry("bluray720p", 36.0),
          Map.entry("hdtv1080p", 50.0),
          Map.entry("webdl1080p", 43.0),
          Map.entry("webrip1080p", 40.0),
          Map.entry("bluray1080p", 78.0),
          Map.entry("remux1080p", 215.0),
          Map.entry("hdtv2160p", 110.0),
          Map.entry("webdl2160p", 115.0),
          Map.entry("webrip2160p", 105.0),
          Map.entry("bluray2160p", 190.0),
          Map.entry("remux2160p", 430.0),
          Map.entry("brdisk", 260.0),
          Map.entry("rawhd", 170.0));

  private TypicalRates() {}

  /** Megabytes a minute; names that nobody foresaw are judged by their resolution. */
  static double megabytesPerMinute(String name) {
    @Nullable Double known = BY_KEY.get(QualityName.key(name));
    return known == null ? byLines(QualityName.lines(name)) : known;
  }

  private static double byLines(int lines) {
    if (lines > 2_160) {
      return 400;
    }
    if (lines > 1_080) {
      return 115;
    }
    if (lines > 720) {
      return 45;
    }
    return lines > 576 ? 24 : 12;
  }
}
