package dev.arrway.domain.parse;

import dev.arrway.domain.media.MediaKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says about itself.
 *
 * @param kind movie, series (an episode) or live
 * @param title the likeliest title, cleaned; for live entries the cleaned name
 * @param year the likeliest year, or null
 * @param season season of an episode, or null
 * @param episode number of an episode, or null
 * @param country upper-case country that tells namesakes apart ({@code US}, {@code UK}), or null
 * @param quality quality tags, upper-case, as {@code 4K}, {@code 1080P}, {@code HEVC}
 * @param languages language and provider tags, upper-case, as {@code FR}, {@code MULTI}
 * @param ids ids in attributes, name or address
 * @param readings every reading worth trying, the most literal first; empty for live entries
 */
public record ParsedEntry(
    MediaKind kind,
    String title,
    @Nullable Integer year,
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable String country,
    List<String> quality,
    List<String> languages,
    ExternalIds ids,
    List<Reading> readings) {

  /** Copies the lists. */
  public ParsedEntry {
    quality = List.copyOf(quality);
    languages = List.copyOf(languages);
    readings = List.copyOf(readings);
  }
}
