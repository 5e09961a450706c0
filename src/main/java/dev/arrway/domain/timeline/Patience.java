package dev.arrway.domain.timeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long media servers are left alone between two looks for what was imported: they scan when
 * they like. In all a day.
 */
public final class Patience {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(8));

  private Patience() {}

  /**
   * The pause before the next look.
   *
   * @param looks looks so far, 0 for none
   * @return empty when it is time to give up
   */
  public static Optional<Duration> after(int looks) {
    return looks < PAUSES.size() ? Optional.of(PAUSES.get(looks)) : Optional.empty();
  }
}
