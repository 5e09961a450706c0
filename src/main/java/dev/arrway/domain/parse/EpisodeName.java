package dev.arrway.domain.parse;

import dev.arrway.domain.media.MediaKind;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name split at its episode marker. When the name holds nothing but the episode, the group holds
 * the title.
 *
 * @param head what holds the title: the text before the marker, the whole name, or the group
 * @param tail what follows the marker, or ""
 * @param season the season, or null
 * @param episode the episode, or null
 * @param fromGroup whether {@code head} comes from the group
 */
record EpisodeName(
    String head,
    String tail,
    @Nullable Integer season,
    @Nullable Integer episode,
    boolean fromGroup) {

  /** Words before a marker that are no title. */
  private static final Set<String> VERBS =
      Set.of("watch", "ver", "assistir", "izle", "смотреть", "更新至", "全");

  /** Reads a name; {@code place} is the kind that the address or an attribute states, or null. */
  static EpisodeName of(String name, GroupName group, @Nullable MediaKind place) {
    EpisodeMarker marker = EpisodeMarker.find(name);
    if (marker != null && marker.episode() == null) {
      EpisodeName numbered = NumberedName.read(name, marker, group, place);
      return numbered != null ? numbered : new EpisodeName(name, "", null, null, false);
    }
    if (marker != null && isBelieved(marker, name, group, place)) {
      return split(name, marker, group);
    }
    if (marker == null && isFeature(name)) {
      String title = group.title();
      return title.isEmpty() || place == MediaKind.LIVE
          ? new EpisodeName(name, "", null, null, false)
          : new EpisodeName(title, "", null, null, true);
    }
    EpisodeName numbered = marker == null ? NumberedName.read(name, null, group, place) : null;
    return numbered != null ? numbered : new EpisodeName(name, "", null, null, false);
  }

  boolean isEpisode() {
    return episode != null;
  }

  private static boolean isFeature(String name) {
    return name.length() <= 20 && TagWords.FEATURES.contains(WordFolding.fold(Titles.trim(name)))
        || name.length() <= 8 && TagText.isTranslationNote(name);
  }

  /** Whether a marker numbers an episode rather than a part of a film or a channel. */
  private static boolean isBelieved(
      EpisodeMarker marker, String name, GroupName group, @Nullable MediaKind place) {
    if (place == MediaKind.SERIES) {
      return true;
    }
    if (marker.isComplete() && !marker.weak()) {
      return !isWholeTitle(marker, name, group);
    }
    String head = Titles.trim(name.substring(0, marker.start()));
    if (place == MediaKind.MOVIE && !marker.isComplete()) {
      return head.isEmpty() && group.season() != null;
    }
    if (marker.weak()) {
      boolean film = hasYear(name.substring(marker.end())) || group.isFilms() && !group.isSeries();
      boolean crossed = marker.isComplete() && Character.isDigit(name.charAt(marker.start()));
      String tail = crossed ? "" : Titles.trim(name.substring(marker.end()));
      return !film && (isTitle(head) || !group.title().isEmpty() || isTitle(tail));
    }
    // "E4" is a channel, "E89" an episode.
    boolean letter =
        Character.toLowerCase(name.charAt(marker.start())) == 'e'
            && Character.isDigit(name.charAt(Math.min(marker.start() + 1, name.length() - 1)));
    return !letter || marker.end() - marker.start() > 2 || group.isSeries();
  }

  /**
   * Returns whether what looks like an episode marker is the whole title, as in {@code 10x10
   * (2018)}.
   */
  private static boolean isWholeTitle(EpisodeMarker marker, String name, GroupName group) {
    String tail = name.substring(marker.end());
    return marker.start() == 0
        && Character.isDigit(name.charAt(0))
        && group.title().isEmpty()
        && hasYear(tail)
        && Titles.trim(tail).startsWith("(");
  }

  private static boolean hasYear(String text) {
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && Character.isDigit(text.charAt(i))) {
        digits++;
      } else {
        if (digits == 4 && "12".indexOf(text.charAt(i - 4)) >= 0) {
          return true;
        }
        digits = 0;
      }
    }
    return false;
  }

  private static EpisodeName split(String name, EpisodeMarker marker, GroupName group) {
    String head = Titles.trim(name.substring(0, marker.start()));
    String tail = name.substring(marker.end()).trim();
    Integer season = marker.season() != null ? marker.season() : group.season();
    head = withoutGroupSuffix(withoutSeason(head, marker), group);
    if (!isTitle(head)) {
      String title = group.title();
      String after = Titles.trim(withoutSeason(Titles.trim(tail), marker));
      if (!title.isEmpty()) {
        return new EpisodeName(title, tail, season, marker.episode(), true);
      }
      head = after.isEmpty() ? (head.isEmpty() ? group.cleaned() : head) : after;
      tail = "";
    }
    return new EpisodeName(head, tail, season, marker.episode(), false);
  }

  /** {@code Title Season 6 (2014) S06 E01} and {@code Title S01 Title S01 E01} state it twice. */
  private static String withoutSeason(String head, EpisodeMarker marker) {
    EpisodeMarker season = EpisodeMarker.findSeason(head);
    if (season == null || !Objects.equals(season.season(), marker.season())) {
      return head;
    }
    String before = Titles.trim(head.substring(0, season.start()));
    String after = Titles.trim(head.substring(season.end()));
    return before.endsWith(after) ? before : before + " " + after;
  }

  /** A code between the group's title and the marker is no part of the title. */
  private static String withoutGroupSuffix(String head, GroupName group) {
    int space = head.lastIndexOf(' ');
    boolean code =
        space > 0 && head.length() - space <= 5 && TagText.isUpper(head.substring(space + 1));
    String before = code ? Titles.trim(head.substring(0, space)) : head;
    return code && before.equalsIgnoreCase(Titles.trim(group.cleaned())) ? before : head;
  }

  private static boolean isTitle(String head) {
    return !head.isEmpty() && !VERBS.contains(WordFolding.fold(head)) && TagText.hasTitle(head);
  }
}
