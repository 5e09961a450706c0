package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.kind.arr.LibraryKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large a title of each quality is expected to be on an instance: the typical rate, within the
 * limits of the instance's own definition of the quality (its least size, and its preferred or else
 * its greatest one), times the usual running time.
 */
final class SizeModel {
  /** Minutes of a movie, and of an episode as Sonarr takes it when nothing is known. */
  private static final Map<LibraryKind, Integer> MINUTES =
      Map.of(LibraryKind.MOVIE, 110, LibraryKind.SERIES, 45);

  private static final double MEGABYTE = 1024.0 * 1024.0;

  private final int minutes;
  private final Map<Integer, JsonNode> definitions = new HashMap<>();

  /**
   * For an instance.
   *
   * @param definitions of its qualities, in its own words; may be empty
   */
  SizeModel(LibraryKind kind, List<? extends JsonNode> definitions) {
    this.minutes = MINUTES.getOrDefault(kind, 45);
    definitions.forEach(one -> this.definitions.put(one.path("quality").path("id").asInt(-1), one));
  }

  /** Bytes of a title in this quality; of a group, the mean of its members. */
  double bytes(ProfileItem item) {
    return item.qualities().stream().mapToDouble(this::rate).average().orElse(0)
        * minutes
        * MEGABYTE;
  }

  private double rate(ProfileItem quality) {
    double typical = TypicalRates.megabytesPerMinute(quality.name());
    JsonNode own = definitions.get(quality.id());
    if (own == null) {
      return typical;
    }
    double most = own.path("preferredSize").asDouble(own.path("maxSize").asDouble(0));
    double least = own.path("minSize").asDouble(0);
    return Math.max(least, most > 0 ? Math.min(typical, most) : typical);
  }
}
