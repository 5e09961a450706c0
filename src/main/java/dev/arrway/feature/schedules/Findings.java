package dev.arrway.feature.schedules;

import dev.arrway.domain.arr.HistoryItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What searches led to, by what the instance's history says since. A grab counts from the moment on
 * at which the instance took the command until a little after its end, all by the instance's clock;
 * whatever it grabs of its own accord meanwhile cannot be told apart.
 */
final class Findings {
  /** How long after a command's end the instance may still write down what it grabbed. */
  private static final Duration AFTER = Duration.ofMinutes(2);

  /** Half a second and more is lost where clocks are written in whole seconds. */
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private static final Set<String> FAILED =
      Set.of("failed", "aborted", "cancelled", "orphaned", "refused");

  private final List<Run.Command> commands;
  private final List<HistoryItem> grabs;

  Findings(List<Run.Command> commands, List<HistoryItem> history) {
    this.commands = commands;
    this.grabs =
        history.stream()
            .filter(item -> item.eventType().equals("grabbed"))
            .sorted(Comparator.comparing(HistoryItem::occurredAt))
            .toList();
  }

  /** From when on the history matters; null while no command was taken. */
  static @Nullable Instant since(List<Run.Command> commands) {
    return commands.stream()
        .map(Run.Command::queuedAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(at -> at.minus(BEFORE))
        .orElse(null);
  }

  /** An item with what is known of it now; grabs that were found once stay. */
  Run.Item of(Run.Item item) {
    if (!item.outcome().equals("pending")) {
      return item;
    }
    Run.Command command = commands.get(item.command() - 1);
    Optional<HistoryItem> grab =
        grabs.stream().filter(one -> isOf(item, one) && isFrom(command, one)).findFirst();
    if (grab.isPresent()) {
      HistoryItem found = grab.get();
      return with(
          item, "grabbed", found.sourceTitle(), found.data().get("indexer"), found.occurredAt());
    }
    boolean failed = command.ended() && FAILED.contains(command.status());
    return failed ? with(item, "failed", null, null, null) : item;
  }

  /** The same without hope. */
  static Run.Item settled(Run.Item item, String outcome) {
    return item.outcome().equals("pending") ? with(item, outcome, null, null, null) : item;
  }

  private static boolean isOf(Run.Item item, HistoryItem grab) {
    Long subject = item.seriesId() == null ? grab.movieId() : grab.episodeId();
    return subject != null && subject == item.itemId();
  }

  private static boolean isFrom(Run.Command command, HistoryItem grab) {
    Instant queued = command.queuedAt();
    Instant ended = command.endedAt();
    return queued != null
        && !grab.occurredAt().isBefore(queued.minus(BEFORE))
        && (ended == null || !grab.occurredAt().isAfter(ended.plus(AFTER)));
  }

  private static Run.Item with(
      Run.Item item,
      String outcome,
      @Nullable String release,
      @Nullable String indexer,
      @Nullable Instant at) {
    return new Run.Item(
        item.command(),
        item.itemId(),
        item.kind(),
        item.title(),
        item.seriesId(),
        item.season(),
        item.episode(),
        item.episodeTitle(),
        item.year(),
        outcome,
        release,
        indexer,
        at);
  }
}
