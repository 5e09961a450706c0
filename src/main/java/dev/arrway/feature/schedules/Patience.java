package dev.arrway.feature.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a run's searches are looked after, and how often. */
final class Patience {
  /** Grabs may be written down a little after a command's end. */
  static final Duration QUIET = Duration.ofMinutes(2);

  /** What an instance has not found within this it will not find by this search. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** An instance that has not told what it found by then never will. */
  static final Duration UNREACHABLE = Duration.ofDays(1);

  /** Longer than the outbox waits for an instance. */
  static final Duration UNSENT = Duration.ofDays(7);

  private final Duration age;
  private final List<Run.Command> commands;
  private final boolean allEnded;
  private final boolean pending;
  private final boolean historyRead;
  private final @Nullable Instant settledAt;
  private final Instant now;

  Patience(
      Followed run,
      List<Run.Command> commands,
      List<Run.Item> items,
      boolean historyRead,
      Instant now) {
    this.age = Duration.between(run.startedAt(), now);
    this.commands = commands;
    this.allEnded = commands.stream().allMatch(Run.Command::ended);
    this.pending = items.stream().anyMatch(item -> item.outcome().equals("pending"));
    this.historyRead = historyRead;
    this.now = now;
    this.settledAt = settled(run.settledAt());
  }

  private @Nullable Instant settled(@Nullable Instant before) {
    if (!allEnded) {
      return null;
    }
    return before == null ? now : before;
  }

  /** When all commands were first seen to have ended. */
  @Nullable Instant settledAt() {
    return settledAt;
  }

  /** Whether nothing more is to be learnt. */
  boolean isOver() {
    if (allEnded && !pending) {
      return true;
    }
    boolean waiting = commands.stream().anyMatch(command -> command.status().equals("waiting"));
    if (waiting) {
      return age.compareTo(UNSENT) >= 0;
    }
    boolean quiet = settledAt != null && !now.isBefore(settledAt.plus(QUIET));
    boolean longEnough = quiet || age.compareTo(LONGEST) >= 0;
    return historyRead ? longEnough : age.compareTo(UNREACHABLE) >= 0;
  }

  /** What nothing was found for. */
  String verdict() {
    return historyRead && commands.stream().noneMatch(one -> one.status().equals("waiting"))
        ? "none"
        : "unknown";
  }

  /** How soon to look again. */
  Duration next() {
    if (age.compareTo(Duration.ofMinutes(1)) < 0) {
      return Duration.ofSeconds(5);
    }
    if (age.compareTo(Duration.ofMinutes(10)) < 0) {
      return Duration.ofSeconds(20);
    }
    return age.compareTo(LONGEST) < 0 ? Duration.ofMinutes(1) : Duration.ofMinutes(5);
  }
}
