package dev.arrway.feature.schedules.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What else a plan depends on.
 *
 * @param anyTime whether windows do not count, as for a run that somebody asked for
 * @param trouble why the instance cannot be searched now, or null when it can
 * @param indexers how many indexers answer a search
 * @param seasons how many episodes seasons have; those that are not in it are searched by episode
 */
public record Conditions(
    boolean anyTime, @Nullable Block trouble, int indexers, Map<Season, Integer> seasons) {
  public Conditions {
    seasons = Map.copyOf(seasons);
  }
}
