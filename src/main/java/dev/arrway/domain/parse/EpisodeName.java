package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/**
 * A name split at its episode marker. When the name is only an episode's number and the group ends
 * with a season, the group holds the title.
 *
 * @param head what stands before the marker, or the whole name
 * @param tail what follows it, or ""
 * @param season the season, or null
 * @param episode the episode, or null
 */
record EpisodeName(String head, String tail, @Nullable Integer season, @Nullable Integer episode) {

  static EpisodeName of(String name, String group) {
    SeasonEpisode marker = SeasonEpisode.find(name);
    if (marker == null) {
      return ofGroup(name, group, SeasonEpisode.onlyEpisode(name));
    }
    String head = Titles.trim(name.substring(0, marker.start()));
    String tail = Titles.trim(name.substring(marker.end()));
    if (head.isEmpty()) {
      head = withoutSeason(NameCleaner.clean(group));
    }
    return new EpisodeName(head, tail, marker.season(), marker.episode());
  }

  boolean isEpisode() {
    return episode != null;
  }

  private static EpisodeName ofGroup(String name, String group, int episode) {
    if (episode < 0) {
      return new EpisodeName(name, "", null, null);
    }
    String title = NameCleaner.clean(group);
    int[] season = SeasonEpisode.trailingSeason(title);
    return season == null || season[0] == 0
        ? new EpisodeName(name, "", null, null)
        : new EpisodeName(title.substring(0, season[0]), "", season[1], episode);
  }

  private static String withoutSeason(String group) {
    int[] season = SeasonEpisode.trailingSeason(group);
    return season == null ? group : group.substring(0, season[0]);
  }
}
