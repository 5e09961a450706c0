package dev.arrway.feature.missing;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks an instance which titles entries are that state no id that it adds by. One answer is taken
 * that is as sure as a match that counts as held; a guess never is.
 */
final class TitleFinder {
  /** Failures that the next term would meet as well, and that end by themselves. */
  private static final Set<FailureCode> AWAY =
      Set.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_DNS,
          FailureCode.UPSTREAM_ERROR,
          FailureCode.UPSTREAM_RESET,
          FailureCode.UPSTREAM_RATE_LIMITED,
          FailureCode.BREAKER_OPEN,
          FailureCode.BUSY,
          FailureCode.ACTOR_UNAVAILABLE,
          FailureCode.INSTANCE_DISABLED,
          FailureCode.DEADLINE_EXCEEDED);

  private final TitleSource titles;
  private final PlaylistWorkers workers;
  private final Duration patience;
  private final Duration together;
  private final CallContext who;
  private final long instanceId;
  private final LibraryKind kind;
  private final long begun = System.nanoTime();
  private volatile @Nullable FailureException down;

  /**
   * Creates a finder for one request.
   *
   * @param patience the limit of one look-up
   * @param together the time after the first look-up in which further ones may begin
   */
  TitleFinder(
      TitleSource titles,
      PlaylistWorkers workers,
      Duration patience,
      Duration together,
      CallContext who,
      long instanceId,
      LibraryKind kind) {
    this.titles = titles;
    this.workers = workers;
    this.patience = patience;
    this.together = together;
    this.who = who;
    this.instanceId = instanceId;
    this.kind = kind;
  }

  /** Returns whether a look-up failed because the instance cannot be asked now. */
  static boolean away(Throwable cause) {
    return cause instanceof FailureException failure && AWAY.contains(failure.failure().code());
  }

  /**
   * Returns the id that the instance adds a title by.
   *
   * @return fails with {@code invalid} when no title is surely this one, with {@code
   *     deadline_exceeded} when the time for the whole request is over, or as the instance does; a
   *     failure of the instance is that of every later look-up
   */
  Future<Integer> find(TitleSearch search) {
    return byId(search)
        .compose(found -> found != null ? Future.succeededFuture(found) : byTitle(search));
  }

  private Future<@Nullable Integer> byId(TitleSearch search) {
    String term = term(search);
    return term == null
        ? Future.succeededFuture()
        : ask(term)
            .map(items -> stated(search, items))
            .recover(
                cause ->
                    down != null
                        ? Future.failedFuture(cause)
                        : Future.succeededFuture((Integer) null));
  }

  /** Servers that know no such term search for it as a title: the answer must have the id. */
  private @Nullable Integer stated(TitleSearch search, List<LookupItem> items) {
    return items.stream()
        .filter(
            item ->
                search.imdbId() != null
                    ? search.imdbId().equals(item.imdbId())
                    : Objects.equals(search.tmdbId(), item.tmdbId()))
        .map(this::id)
        .filter(id -> !search.rejected().contains(id))
        .findFirst()
        .orElse(null);
  }

  private @Nullable String term(TitleSearch search) {
    return search.imdbId() != null
        ? "imdb:" + search.imdbId()
        : kind == LibraryKind.SERIES && search.tmdbId() != null ? "tmdb:" + search.tmdbId() : null;
  }

  private Future<Integer> byTitle(TitleSearch search) {
    ParsedEntry read = EntryMatcher.read(new EntryParser(), search);
    Integer year = read.year();
    return ask(year == null ? read.title() : read.title() + " " + year)
        .compose(
            items ->
                workers
                    .run(
                        who.userId(),
                        () -> index(items).match(read, title -> rejected(search, title)))
                    .map(sure(items)))
        .map(
            id -> {
              if (id == null) {
                throw unknown().asException();
              }
              return id;
            });
  }

  private boolean rejected(TitleSearch search, LibraryTitle title) {
    Integer id = kind == LibraryKind.MOVIE ? title.tmdbId() : title.tvdbId();
    return id != null && search.rejected().contains(id);
  }

  private Function<MatchResult, @Nullable Integer> sure(List<LookupItem> items) {
    return result -> {
      LibraryTitle title = result.title();
      return title == null || !result.isHeld()
          ? null
          : id(items.get(Integer.parseInt(title.libraryId())));
    };
  }

  private Failure unknown() {
    return Failure.invalid(
        kind == LibraryKind.MOVIE ? "tmdb_id" : "tvdb_id",
        "is needed: the instance finds no title that is surely this one");
  }

  private LibraryIndex index(List<LookupItem> items) {
    List<LibraryTitle> titles = new ArrayList<>();
    for (int place = 0; place < items.size(); place++) {
      titles.add(title(place, items.get(place)));
    }
    return LibraryIndex.of(titles);
  }

  private LibraryTitle title(int place, LookupItem item) {
    return new LibraryTitle(
        "0",
        Integer.toString(place),
        kind.media(),
        item.tmdbId(),
        item.tvdbId(),
        item.imdbId(),
        item.title(),
        null,
        List.of(),
        item.year(),
        null);
  }

  private @Nullable Integer id(LookupItem item) {
    return kind == LibraryKind.MOVIE ? item.tmdbId() : item.tvdbId();
  }

  /** What has no id cannot be added. */
  private Future<List<LookupItem>> ask(String term) {
    FailureException before = down;
    if (before != null) {
      return Future.failedFuture(before);
    }
    if (System.nanoTime() - begun > together.toNanos()) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.DEADLINE_EXCEEDED, "The time for this request is over; ask again."));
    }
    return titles
        .lookup(who, instanceId, term)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(TitleFinder::late)
        .map(items -> items.stream().filter(item -> Objects.nonNull(id(item))).toList())
        .recover(
            cause -> {
              if (cause instanceof FailureException failure
                  && (away(cause)
                      || failure.failure().code() == FailureCode.UPSTREAM_AUTH_FAILED)) {
                down = failure;
              }
              return Future.failedFuture(cause);
            });
  }

  private static Future<List<LookupItem>> late(Throwable cause) {
    return Future.failedFuture(
        cause instanceof TimeoutException
            ? FailureException.of(
                FailureCode.DEADLINE_EXCEEDED, "The instance takes too long to find the title.")
            : cause);
  }
}
