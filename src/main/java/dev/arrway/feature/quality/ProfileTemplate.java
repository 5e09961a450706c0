package dev.arrway.feature.quality;

import dev.arrway.kind.arr.LibraryKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new profile is made from.
 *
 * @param name how it is asked for
 * @param description when to take it
 * @param upgradeAllowed whether better files replace worse ones until the cutoff
 * @param language a language's name, where profiles have one; null keeps the instance's choice
 * @param movies what it allows for movies
 * @param series what it allows for series
 */
public record ProfileTemplate(
    String name,
    String description,
    boolean upgradeAllowed,
    @Nullable String language,
    Choice movies,
    Choice series) {

  /**
   * Qualities by name.
   *
   * @param qualities what is allowed, best first
   * @param cutoff the one that is good enough
   */
  public record Choice(List<String> qualities, String cutoff) {
    public Choice {
      qualities = List.copyOf(qualities);
    }
  }

  /** The choice for what a library holds. */
  public Choice choice(LibraryKind kind) {
    return kind == LibraryKind.MOVIE ? movies : series;
  }
}
