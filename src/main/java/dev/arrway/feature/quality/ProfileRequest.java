package dev.arrway.feature.quality;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new profile is to be. Null leaves a choice to the template.
 *
 * @param template the template's name
 * @param name the profile's name
 * @param qualities names of qualities or groups, all of which the instance must have
 * @param cutoff a quality or group among the allowed ones
 * @param language a language's name
 * @param upgradeAllowed whether better files replace worse ones
 * @param minFormatScore releases below it are not taken
 * @param formatScores scores by the names of custom formats; others score 0
 */
public record ProfileRequest(
    String template,
    String name,
    @Nullable List<String> qualities,
    @Nullable String cutoff,
    @Nullable String language,
    @Nullable Boolean upgradeAllowed,
    @Nullable Integer minFormatScore,
    Map<String, Integer> formatScores) {
  public ProfileRequest {
    qualities = qualities == null ? null : List.copyOf(qualities);
    formatScores = Map.copyOf(formatScores);
  }

  /** A template as it is. */
  public static ProfileRequest of(String template, String name) {
    return new ProfileRequest(template, name, null, null, null, null, null, Map.of());
  }
}
