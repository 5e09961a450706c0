package dev.arrway.http;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of upstreams' lists that could not be read while one command was worked on. */
public final class SkippedRows {
  /** Ids that are remembered; with more than these, what was skipped counts as unknown. */
  static final int MOST_IDS = 10_000;

  private final Listener listener;
  private final Set<Long> ids = new HashSet<>();
  private int count;
  private boolean unidentified;

  /** Is told of each list with rows that could not be read. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Takes what was skipped.
     *
     * @param list the operation that read the list, such as {@code movie.list}
     * @param rows how many could not be read, at least 1
     * @param reason why the first could not be read, with its id where that is known
     */
    void skipped(String list, int rows, String reason);
  }

  /** Creates an empty count that nobody is told of. */
  public SkippedRows() {
    this((list, rows, reason) -> {});
  }

  /** Creates an empty count. */
  public SkippedRows(Listener listener) {
    this.listener = listener;
  }

  synchronized void add(String list, int rows, Set<@Nullable Long> rowIds, String reason) {
    count += rows;
    for (Long id : rowIds) {
      if (id == null || ids.size() >= MOST_IDS) {
        unidentified = true;
      } else {
        ids.add(id);
      }
    }
    listener.skipped(list, rows, reason);
  }

  /** Returns how many rows were skipped. */
  public synchronized int count() {
    return count;
  }

  /** Returns the ids of the rows that were skipped, as far as they could be read. */
  public synchronized Set<Long> ids() {
    return Set.copyOf(ids);
  }

  /** Returns whether a row was skipped whose id could not be read. */
  public synchronized boolean unidentified() {
    return unidentified;
  }
}
