package dev.arrway.feature.schedules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a schedule did, and what came of it.
 *
 * @param cause {@code schedule} or {@code request}
 * @param status {@code running} while it decides, {@code searching} until it is known what the
 *     searches led to, then {@code completed}; {@code blocked}, {@code failed}, or {@code
 *     interrupted} when the gateway ended before it had decided
 * @param blocked why it searched nothing at all
 * @param timesBlocked how many runs in a row were blocked so; later ones are not listed
 * @param errorCode the failure's stable code, when it failed
 * @param candidates what was wanted
 * @param reasons how many candidates have which reason; they add up to the candidates
 * @param estimatedQueries requests to indexers that it probably caused
 */
public record Run(
    long id,
    long scheduleId,
    String cause,
    String status,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String blocked,
    int timesBlocked,
    @Nullable String errorCode,
    @Nullable String error,
    int candidates,
    Map<String, Integer> reasons,
    int estimatedQueries,
    List<Command> commands,
    List<Item> items) {
  public Run {
    reasons = Map.copyOf(reasons);
    commands = List.copyOf(commands);
    items = List.copyOf(items);
  }

  /**
   * A command that the instance was given.
   *
   * @param kind {@code movies}, {@code episodes} or {@code season}
   * @param status {@code waiting} until the instance has taken it, then the instance's own; {@code
   *     gone} when it has forgotten it, which is no failure; {@code refused} when it did not take
   *     it
   */
  public record Command(
      int number,
      String kind,
      int items,
      @Nullable Long outboxId,
      @Nullable Long commandId,
      String status,
      boolean ended,
      @Nullable String message,
      @Nullable Instant queuedAt,
      @Nullable Instant endedAt) {}

  /**
   * What was searched.
   *
   * @param outcome {@code pending}, {@code grabbed}, {@code none}, {@code failed} when the search
   *     could not be started, {@code unknown} when the instance never told
   */
  public record Item(
      int command,
      long itemId,
      String kind,
      String title,
      @Nullable Long seriesId,
      @Nullable Integer season,
      @Nullable Integer episode,
      @Nullable String episodeTitle,
      @Nullable Integer year,
      String outcome,
      @Nullable String releaseTitle,
      @Nullable String indexer,
      @Nullable Instant grabbedAt) {}
}
