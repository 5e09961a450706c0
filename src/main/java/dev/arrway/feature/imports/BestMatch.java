package dev.arrway.feature.imports;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.ExternalIds;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.domain.parse.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of the titles that an instance found is meant by a title and a year. */
final class BestMatch {
  private static final int SHOWN = 3;

  private BestMatch() {}

  /** The one that is sure enough, by the rules that entries of playlists are matched by. */
  static Optional<LookupItem> of(
      List<LookupItem> found, MediaKind kind, String title, @Nullable Integer year) {
    List<LibraryTitle> titles = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      titles.add(title(i, found.get(i), kind));
    }
    Reading reading = new Reading(title, year, Reading.Trust.FULL);
    MatchResult result =
        LibraryIndex.of(titles)
            .match(
                new ParsedEntry(
                    kind,
                    title,
                    year,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    ExternalIds.NONE,
                    List.of(reading)));
    LibraryTitle best = result.title();
    return result.isHeld() && best != null
        ? Optional.of(found.get(Integer.parseInt(best.libraryId())))
        : Optional.empty();
  }

  private static LibraryTitle title(int place, LookupItem item, MediaKind kind) {
    return new LibraryTitle(
        "0",
        String.valueOf(place),
        kind,
        item.tmdbId(),
        item.tvdbId(),
        item.imdbId(),
        item.title(),
        null,
        List.of(),
        item.year(),
        null);
  }

  /** Why none was. */
  static String none(List<LookupItem> found) {
    if (found.isEmpty()) {
      return "The instance finds nothing of this title.";
    }
    return "None that the instance finds is near enough: "
        + found.stream()
            .limit(SHOWN)
            .map(
                item ->
                    item.year() == null ? item.title() : item.title() + " (" + item.year() + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }
}
