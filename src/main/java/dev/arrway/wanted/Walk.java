package dev.arrway.wanted;

import dev.arrway.domain.arr.Slice;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Walks a list page by page. The total may move meanwhile: an empty page ends the walk as well. */
public final class Walk {
  /** Items that a walk ends at. */
  public static final int MOST = 100_000;

  /** How long a whole list may take. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int PAGE = 500;

  private Walk() {}

  /** Reads one page. */
  @FunctionalInterface
  public interface PageReader<T> {
    /** {@code offset} at least 0, {@code limit} 1 to 500. */
    Future<Slice<T>> read(int offset, int limit);
  }

  /** The first items, as many as are wanted or there are. */
  public static <T> Future<Slice<T>> upTo(int wanted, PageReader<T> reader) {
    return next(new ArrayList<>(), Math.min(wanted, MOST), reader);
  }

  private static <T> Future<Slice<T>> next(List<T> sofar, int wanted, PageReader<T> reader) {
    int limit = Math.min(PAGE, wanted - sofar.size());
    return reader
        .read(sofar.size(), limit)
        .compose(
            page -> {
              sofar.addAll(page.items());
              boolean done =
                  page.items().isEmpty() || sofar.size() >= wanted || sofar.size() >= page.total();
              return done
                  ? Future.succeededFuture(new Slice<>(sofar, page.total()))
                  : next(sofar, wanted, reader);
            });
  }
}
