package dev.arrway.missing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.playlist.PlaylistWorkers;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The latest index of each owner's libraries, kept for a while since it takes long to build. */
final class Indexes {
  private static final int MOST = 4;
  private static final Duration UNUSED = Duration.ofMinutes(5);

  private final LibraryTitles titles;
  private final PlaylistWorkers workers;
  private final Cache<Long, Future<LibraryIndex>> kept =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

  Indexes(LibraryTitles titles, PlaylistWorkers workers) {
    this.titles = titles;
    this.workers = workers;
  }

  Future<LibraryIndex> of(long owner) {
    @Nullable Future<LibraryIndex> known = kept.getIfPresent(owner);
    if (known != null && !known.failed()) {
      return known;
    }
    Future<LibraryIndex> building =
        titles.titles(owner).compose(list -> workers.run(() -> LibraryIndex.of(list)));
    kept.put(owner, building);
    return building;
  }

  void forget(long owner) {
    kept.invalidate(owner);
  }
}
