package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something wanted, with its labels by name.
 *
 * @param kind the list it is on
 * @param item what the instance says of it
 * @param tags its labels, lower-case
 */
public record Candidate(WantedKind kind, WantedItem item, Set<String> tags) {
  public Candidate {
    tags = Set.copyOf(tags);
  }

  /**
   * With the labels that an instance has; ids that it does not know are left out.
   *
   * @param labels by id
   */
  public static Candidate of(WantedKind kind, WantedItem item, Map<Long, String> labels) {
    return new Candidate(
        kind,
        item,
        item.tags().stream()
            .filter(labels::containsKey)
            .map(labels::get)
            .collect(Collectors.toSet()));
  }

  /** The movie's or episode's id. */
  public long id() {
    return item.id();
  }

  /** The season that it is of; null for movies. */
  public @Nullable Season season() {
    Long series = item.seriesId();
    Integer number = item.season();
    return series == null || number == null ? null : new Season(series, number);
  }

  /**
   * Whether it is out. Where the instance does not say so itself, the date does; what has a file
   * has been out.
   */
  boolean released(Instant now) {
    Boolean available = item.available();
    if (available != null) {
      return available;
    }
    Instant date = item.airedAt();
    return date == null ? kind == WantedKind.CUTOFF : !date.isAfter(now);
  }
}
