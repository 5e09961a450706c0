package dev.arrway.feature.missing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.platform.bus.PlaylistWorkers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest index of each owner's libraries, kept for a while since it takes long to build. */
final class Indexes {
  private static final int MOST = 4;
  private static final Duration UNUSED = Duration.ofMinutes(5);

  private final LibraryTitles titles;
  private final PlaylistWorkers workers;
  private final Cache<Long, Future<Held>> kept =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

  /** What an owner's libraries hold, as a list and ready to be matched against. */
  record Held(LibraryIndex index, List<LibraryTitle> titles) {}

  Indexes(LibraryTitles titles, PlaylistWorkers workers) {
    this.titles = titles;
    this.workers = workers;
  }

  Future<Held> of(long owner) {
    @Nullable Future<Held> known = kept.getIfPresent(owner);
    if (known != null && !known.failed()) {
      return known;
    }
    Future<Held> building =
        titles
            .titles(owner)
            .compose(list -> workers.run(owner, () -> new Held(LibraryIndex.of(list), list)));
    kept.put(owner, building);
    return building;
  }

  void forget(long owner) {
    kept.invalidate(owner);
  }
}
