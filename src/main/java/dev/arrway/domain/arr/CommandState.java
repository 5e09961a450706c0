package dev.arrway.domain.arr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a command of an instance stands. That it completed says that it ran, not that anything was
 * found.
 *
 * @param name such as {@code MoviesSearch}
 * @param status {@code queued}, {@code started}, {@code completed}, {@code failed}, {@code
 *     aborted}, {@code cancelled}, {@code orphaned}; or {@code gone} when the instance has
 *     forgotten it
 */
public record CommandState(
    long id,
    String name,
    String status,
    @Nullable String message,
    @Nullable Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {
  /** A command that its instance has forgotten, as it does some time after the end. */
  public static CommandState gone(long id) {
    return new CommandState(id, "", "gone", null, null, null, null);
  }
}
