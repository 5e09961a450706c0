package dev.arrway.missing;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.library.LibraryKind;
import dev.arrway.missing.Decided.Verdict;
import dev.arrway.playlist.EntryMatches.Entry;
import dev.arrway.playlist.PlaylistWorkers;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.wanted.Asker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks an instance which titles entries are that state no id that it adds by. One answer is taken
 * that is as sure as a match that counts as held; a guess never is.
 */
final class TitleFinder {
  /** For all look-ups of one request together. */
  private static final Duration TOGETHER = Duration.ofSeconds(20);

  /** Failures that the next term would meet as well. */
  private static final Set<FailureCode> DOWN =
      Set.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_DNS,
          FailureCode.UPSTREAM_AUTH_FAILED,
          FailureCode.UPSTREAM_RATE_LIMITED,
          FailureCode.BREAKER_OPEN,
          FailureCode.BUSY,
          FailureCode.ACTOR_UNAVAILABLE,
          FailureCode.INSTANCE_DISABLED,
          FailureCode.DEADLINE_EXCEEDED);

  private final TitleSource titles;
  private final PlaylistWorkers workers;
  private final Asker who;
  private final long instanceId;
  private final LibraryKind kind;
  private final long begun = System.nanoTime();
  private volatile @Nullable FailureException down;

  TitleFinder(
      TitleSource titles, PlaylistWorkers workers, Asker who, long instanceId, LibraryKind kind) {
    this.titles = titles;
    this.workers = workers;
    this.who = who;
    this.instanceId = instanceId;
    this.kind = kind;
  }

  /**
   * The id that the instance adds a title by.
   *
   * @return fails with {@code invalid} when no title is surely this one, with {@code
   *     deadline_exceeded} when the time for the whole request is over, or as the instance does; a
   *     failure of the instance is that of every later look-up
   */
  Future<Integer> find(Entry entry, ParsedEntry read, Verdict verdict) {
    return byId(entry, verdict)
        .compose(found -> found != null ? Future.succeededFuture(found) : byTitle(read, verdict));
  }

  private Future<@Nullable Integer> byId(Entry entry, Verdict verdict) {
    String term = term(entry);
    return term == null
        ? Future.succeededFuture()
        : ask(term)
            .map(items -> stated(entry, items, verdict))
            .recover(
                cause ->
                    down != null
                        ? Future.failedFuture(cause)
                        : Future.succeededFuture((Integer) null));
  }

  /** Servers that know no such term search for it as a title: the answer must have the id. */
  private @Nullable Integer stated(Entry entry, List<LookupItem> items, Verdict verdict) {
    return items.stream()
        .filter(
            item ->
                entry.imdbId() != null
                    ? entry.imdbId().equals(item.imdbId())
                    : Objects.equals(entry.tmdbId(), item.tmdbId()))
        .filter(item -> !verdict.rejects(title(0, item)))
        .map(this::id)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String term(Entry entry) {
    return entry.imdbId() != null
        ? "imdb:" + entry.imdbId()
        : kind == LibraryKind.SERIES && entry.tmdbId() != null ? "tmdb:" + entry.tmdbId() : null;
  }

  private Future<Integer> byTitle(ParsedEntry read, Verdict verdict) {
    Integer year = read.year();
    return ask(year == null ? read.title() : read.title() + " " + year)
        .compose(
            items ->
                workers
                    .run(who.userId(), () -> index(items).match(read, verdict::rejects))
                    .map(sure(items)))
        .map(
            id -> {
              if (id == null) {
                throw unknown().asException();
              }
              return id;
            });
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
    if (System.nanoTime() - begun > TOGETHER.toNanos()) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.DEADLINE_EXCEEDED, "The time for this request is over; ask again."));
    }
    return titles
        .lookup(who, instanceId, term)
        .map(items -> items.stream().filter(item -> Objects.nonNull(id(item))).toList())
        .recover(
            cause -> {
              if (cause instanceof FailureException failure
                  && DOWN.contains(failure.failure().code())) {
                down = failure;
              }
              return Future.failedFuture(cause);
            });
  }
}
