package dev.arrway.feature.missing;

import dev.arrway.domain.media.LibraryTitle;
import io.vertx.core.Future;
import java.util.List;

/** What libraries hold, from their last good snapshots. */
@FunctionalInterface
public interface LibraryTitles {
  /**
   * Every movie and series of the libraries that a user sees. A switched-off or unreachable
   * instance counts by its last good snapshot: what it holds is not missing because nobody can ask
   * it now. Ids of instances and items are decimal numbers.
   */
  Future<List<LibraryTitle>> titles(long ownerId);
}
