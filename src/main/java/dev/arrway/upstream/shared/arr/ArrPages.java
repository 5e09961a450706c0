package dev.arrway.upstream.shared.arr;

import dev.arrway.domain.arr.Slice;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads parts of paged lists. */
final class ArrPages {
  /** More than this is walked by nobody: 20 pages of 1,000. */
  static final int WALKED_PAGES = 20;

  private final ArrApi api;

  ArrPages(ArrApi api) {
    this.api = api;
  }

  <W, T> Future<Slice<T>> part(Listing<W, T> listing, int offset, int limit, Ask ask) {
    PageWindow window = PageWindow.of(offset, limit);
    return walk(new Walk<>(listing, window.size(), ask), window.page(), window.pages())
        .map(read -> cut(read, window));
  }

  <W, T> Future<Slice<T>> all(Listing<W, T> listing, Ask ask) {
    return walk(new Walk<>(listing, PageWindow.LARGEST, ask), 1, WALKED_PAGES);
  }

  private <W, T> Future<Slice<T>> walk(Walk<W, T> walk, int page, int pagesLeft) {
    return one(walk, page)
        .compose(
            read -> {
              walk.keep(read);
              boolean last =
                  pagesLeft <= 1
                      || read.items().size() + read.skipped() == 0
                      || (long) page * walk.size >= read.total();
              return last
                  ? Future.succeededFuture(walk.slice(read.total()))
                  : walk(walk, page + 1, pagesLeft - 1);
            });
  }

  private <W, T> Future<Slice<T>> one(Walk<W, T> walk, int page) {
    Listing<W, T> listing = walk.listing;
    CallBuilder call =
        api.get(listing.operation(), listing.path(), walk.ask)
            .query("page", page)
            .query("pageSize", walk.size)
            .query("sortKey", listing.sortKey())
            .query("sortDirection", listing.ascending() ? "ascending" : "descending")
            .queries(listing.query());
    return api.page(call, listing.row(), listing.map());
  }

  private static <T> Slice<T> cut(Slice<T> read, PageWindow window) {
    int from = Math.min(window.skip(), read.items().size());
    int to = Math.min(from + window.limit(), read.items().size());
    return new Slice<>(read.items().subList(from, to), read.total(), read.skipped());
  }

  /** What one walk over pages has collected. */
  private static final class Walk<W, T> {
    private final Listing<W, T> listing;
    private final int size;
    private final Ask ask;
    private final Map<Long, T> rows = new LinkedHashMap<>();
    private int skipped;

    Walk(Listing<W, T> listing, int size, Ask ask) {
      this.listing = listing;
      this.size = size;
      this.ask = ask;
    }

    void keep(Slice<T> page) {
      page.items().forEach(item -> rows.putIfAbsent(listing.id().applyAsLong(item), item));
      skipped += page.skipped();
    }

    /**
     * Returns the collected rows; fails when none of one or more rows could be read, since the list
     * would look empty.
     */
    Slice<T> slice(int total) {
      if (rows.isEmpty() && skipped > 0 && skipped >= total) {
        throw FailureException.of(
            FailureCode.UPSTREAM_UNEXPECTED,
            "None of the " + skipped + " rows of the upstream's list can be read.");
      }
      return new Slice<>(new ArrayList<>(rows.values()), total, skipped);
    }
  }
}
