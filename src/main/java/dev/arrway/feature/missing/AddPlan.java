package dev.arrway.feature.missing;

import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.feature.missing.AddWish.TitleIds;
import dev.arrway.feature.missing.Decided.Verdict;
import dev.arrway.feature.playlists.EntryMatches.Entry;
import dev.arrway.feature.playlists.EntryMatches.Matched;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.FairSlots;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out for each entry of a request which title is to be added, if any. */
final class AddPlan {
  /** Look-ups at a time. */
  private static final int AT_ONCE = 4;

  private final AddWish wish;
  private final LibraryKind kind;
  private final EntryMatcher matcher;
  private final Map<Integer, LibraryTitle> there = new HashMap<>();
  private final TitleFinder finder;
  private final FairSlots slots = FairSlots.unbounded(AT_ONCE, AT_ONCE);
  private final Map<String, Future<Identified>> asked = new HashMap<>();

  /** Takes time linear in the titles that libraries hold. */
  AddPlan(
      AddWish wish,
      LibraryKind kind,
      EntryMatcher matcher,
      List<LibraryTitle> held,
      TitleFinder finder) {
    this.wish = wish;
    this.kind = kind;
    this.matcher = matcher;
    this.finder = finder;
    String instance = Long.toString(wish.instanceId());
    for (LibraryTitle title : held) {
      Integer id = kind == LibraryKind.MOVIE ? title.tmdbId() : title.tvdbId();
      if (id != null && title.kind() == kind.media() && title.instanceId().equals(instance)) {
        there.put(id, title);
      }
    }
  }

  /** One of the ids asked for; its failure says what is wrong with this entry alone. */
  Future<Noted> of(long entryId, @Nullable Entry entry) {
    if (entry == null) {
      return Future.succeededFuture(Noted.failed(entryId, null, null, Failure.notFound("entry")));
    }
    Failure misfit = misfit(entry);
    if (misfit != null) {
      return Future.succeededFuture(failed(entry, misfit));
    }
    Matched match = matcher.match(entry);
    if (!match.isMissing()) {
      return Future.succeededFuture(there(entry, match.instanceId(), match.libraryId()));
    }
    return identified(entry)
        .map(found -> noted(entry, found))
        .recover(cause -> Future.succeededFuture(failed(entry, Failures.of(cause))));
  }

  private @Nullable Failure misfit(Entry entry) {
    if (entry.key() == null) {
      return Failure.invalid("entry_id", "is a channel, which no library holds");
    }
    return entry.kind().equals(kind.wireName())
        ? null
        : Failure.invalid("instance_id", "does not hold what the entry is: a " + entry.kind());
  }

  /** The title of an entry: its id, or what the instance is to be asked once it is reachable. */
  private record Identified(@Nullable Integer id, @Nullable TitleSearch lookup) {
    static Identified by(Integer id) {
      return new Identified(id, null);
    }
  }

  private Future<Identified> identified(Entry entry) {
    Integer given = wish.ids().of(kind);
    if (given != null) {
      return Future.succeededFuture(Identified.by(given));
    }
    Verdict verdict = matcher.decided().of(entry.keyed());
    Integer known = known(entry, verdict);
    if (known != null) {
      return Future.succeededFuture(Identified.by(known));
    }
    // Copies and the episodes of one series are one title.
    return asked.computeIfAbsent(
        EntryKeys.whole(entry.keyed()),
        key -> slots.run(0, () -> lookedUp(search(entry, verdict))));
  }

  private Future<Identified> lookedUp(TitleSearch search) {
    return finder
        .find(search)
        .map(Identified::by)
        .recover(
            cause ->
                TitleFinder.away(cause)
                    ? Future.succeededFuture(new Identified(null, search))
                    : Future.failedFuture(cause));
  }

  private TitleSearch search(Entry entry, Verdict verdict) {
    List<Integer> rejected =
        verdict.rejected().stream()
            .map(one -> kind == LibraryKind.MOVIE ? one.tmdbId() : one.tvdbId())
            .filter(Objects::nonNull)
            .toList();
    return new TitleSearch(
        entry.kind(), entry.name(), entry.group(), entry.imdbId(), entry.tmdbId(), rejected);
  }

  private @Nullable Integer known(Entry entry, Verdict verdict) {
    Decision pin = verdict.waiting();
    Integer pinned = pin == null ? null : kind == LibraryKind.MOVIE ? pin.tmdbId() : pin.tvdbId();
    if (pinned != null) {
      return pinned;
    }
    Integer stated = kind == LibraryKind.MOVIE ? entry.tmdbId() : entry.tvdbId();
    boolean rejected =
        stated != null
            && verdict.rejected().stream()
                .anyMatch(
                    one -> stated.equals(kind == LibraryKind.MOVIE ? one.tmdbId() : one.tvdbId()));
    return rejected ? null : stated;
  }

  private Noted noted(Entry entry, Identified found) {
    Integer id = found.id();
    LibraryTitle already = id == null ? null : there.get(id);
    return already == null
        ? Noted.toAdd(
            entry.id(), entry.title(), entry.year(), TitleIds.of(kind, id), found.lookup())
        : there(entry, wish.instanceId(), Long.valueOf(already.libraryId()));
  }

  private static Noted there(Entry entry, @Nullable Long instanceId, @Nullable Long libraryId) {
    return new Noted(
        entry.id(),
        entry.title(),
        entry.year(),
        TitleIds.NONE,
        null,
        null,
        instanceId,
        libraryId,
        null);
  }

  private static Noted failed(Entry entry, Failure why) {
    return Noted.failed(entry.id(), entry.title(), entry.year(), why);
  }
}
