package dev.arrway.platform.http;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the rows of upstreams' lists that could not be read during one command. Thread-safe. */
public final class SkippedRows {
  /**
   * The maximum number of ids that are remembered; with more skipped rows, {@link #unidentified} is
   * true.
   */
  static final int MOST_IDS = 10_000;

  private final SkipListener listener;
  private final Set<Long> ids = new HashSet<>();
  private int count;
  private boolean unidentified;

  /** Receives a report of each list with rows that could not be read. */
  @FunctionalInterface
  public interface SkipListener {
    /**
     * Reports the skipped rows of one list.
     *
     * @param list the operation that read the list, such as {@code movie.list}
     * @param rows how many could not be read, at least 1
     * @param reason why the first could not be read, with its id where that is known
     */
    void skipped(String list, int rows, String reason);
  }

  /** Creates an empty count without a listener. */
  public SkippedRows() {
    this((list, rows, reason) -> {});
  }

  /** Creates an empty count. */
  public SkippedRows(SkipListener listener) {
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

  /**
   * Returns whether the ids of some skipped rows are unknown, because they could not be read or
   * were too many.
   */
  public synchronized boolean unidentified() {
    return unidentified;
  }
}
