package dev.arrway.feature.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quality profile as people read it.
 *
 * @param id the instance's id; null while it is not saved
 * @param upgradeAllowed whether better files replace worse ones until the cutoff
 * @param cutoff the quality or group that is good enough; null when the instance names none that
 *     exists
 * @param qualities every quality, best first
 * @param formatScores every custom format
 * @param minFormatScore releases below it are not taken
 * @param cutoffFormatScore upgrades for the sake of formats end there
 * @param minUpgradeFormatScore upgrades for the sake of formats gain at least this
 * @param language the language that is wanted; null where profiles have none, as Sonarr's
 */
public record QualityProfile(
    @Nullable Long id,
    String name,
    boolean upgradeAllowed,
    @Nullable String cutoff,
    List<Quality> qualities,
    List<FormatScore> formatScores,
    int minFormatScore,
    int cutoffFormatScore,
    int minUpgradeFormatScore,
    @Nullable String language) {
  public QualityProfile {
    qualities = List.copyOf(qualities);
    formatScores = List.copyOf(formatScores);
  }

  /**
   * A quality.
   *
   * @param group the group that it is in; null for a quality on its own
   */
  public record Quality(String name, boolean allowed, @Nullable String group) {}

  /** What a custom format is worth. */
  public record FormatScore(String name, int score) {}
}
