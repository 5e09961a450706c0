package dev.arrway.feature.missing;

import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.feature.arrs.AddDefaults;
import dev.arrway.feature.missing.AddWish.TitleIds;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.playlists.EntryMatches;
import dev.arrway.feature.playlists.EntryMatches.Entry;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds what is missing to an instance, through the outbox. */
public final class MissingAdds {
  /** The limit of one look-up; one that takes longer is repeated when the change is sent. */
  private static final Duration LOOKUP = Duration.ofSeconds(4);

  /**
   * The limit of all look-ups of one request; the remaining ones are made when the changes are
   * sent.
   */
  private static final Duration LOOKUPS_TOGETHER = Duration.ofSeconds(20);

  private final Parts parts;
  private final EntryMatches entries;

  /** What it works with. */
  public record Parts(
      Database database,
      Matching matching,
      PlaylistWorkers workers,
      TitleSource titles,
      AddDefaults defaults,
      Outbox outbox) {}

  /** With the way to the instances. */
  public MissingAdds(Parts parts) {
    this.parts = parts;
    this.entries = new EntryMatches(parts.database());
  }

  /**
   * Who asks for it.
   *
   * @param key what the client named the request, or null
   */
  public record Request(Caller caller, String traceId, @Nullable IdempotencyKey key) {
    long owner() {
      return caller.userId();
    }

    CallContext asker() {
      return CallContext.user(owner(), traceId);
    }
  }

  /**
   * What became of several entries, in the order in which they were asked for.
   *
   * @param place where they go; null when nothing had to be added
   */
  public record Added(List<AddedItem> items, AddDefaults.@Nullable Place place) {
    public Added {
      items = List.copyOf(items);
    }
  }

  /**
   * Adds one. With an id in the wish the entry is pinned to that title as well.
   *
   * @return the change as it stands, see {@link Outbox#submit}; fails with {@code not_found},
   *     {@code conflict} when a library holds it, {@code invalid}, or as the instance does when
   *     something has to be asked before
   */
  public Future<OutboxEntry> one(Request request, long entryId, AddWish wish) {
    return unlessRepeated(
        request,
        before -> Future.succeededFuture(before.get(0)),
        () -> addOne(request, entryId, wish));
  }

  /**
   * Adds many; entries of one title are one change.
   *
   * @param dryRun only says what would be done
   * @return what became of each; fails as a whole when there is no such instance, the wish does not
   *     fit it, or its defaults cannot be asked for
   */
  public Future<Added> many(Request request, List<Long> ids, AddWish wish, boolean dryRun) {
    return dryRun
        ? noted(request, ids, wish)
            .compose(plan -> placed(request, wish, plan))
            .map(planned -> added(planned.noted(), List.of(), planned.place()))
        : unlessRepeated(
            request, before -> again(request, before), () -> addMany(request, ids, wish));
  }

  /** A named request that comes again is answered by what it began, whatever has changed since. */
  private <T> Future<T> unlessRepeated(
      Request request,
      Function<List<OutboxEntry>, Future<T>> again,
      java.util.function.Supplier<Future<T>> first) {
    return repeated(request)
        .compose(
            before ->
                before.isEmpty()
                    ? first
                        .get()
                        .recover(
                            cause ->
                                repeated(request)
                                    .compose(
                                        meanwhile ->
                                            meanwhile.isEmpty()
                                                ? Future.failedFuture(cause)
                                                : again.apply(meanwhile)))
                    : again.apply(before));
  }

  private Future<List<OutboxEntry>> repeated(Request request) {
    return parts.outbox().repeated(request.owner(), request.key());
  }

  private Future<OutboxEntry> addOne(Request request, long entryId, AddWish wish) {
    return noted(request, List.of(entryId), wish)
        .map(noted -> addable(noted.get(0)))
        .compose(
            noted ->
                parts
                    .outbox()
                    .submitAll(
                        List.of(change(request, wish, PlannedTitle.of(noted))),
                        (c, added) -> pin(c, request.owner(), entryId, wish)))
        .map(entry -> entry.get(0));
  }

  private static Noted addable(Noted noted) {
    Failure failure = noted.failure();
    if (failure != null) {
      throw failure.asException();
    }
    if (!noted.addable()) {
      throw FailureException.of(FailureCode.CONFLICT, "A library holds it already.");
    }
    return noted;
  }

  /** What the user says it is, it shall match: the pin waits until the library has the title. */
  private Future<?> pin(SqlConnection c, long owner, long entryId, AddWish wish) {
    TitleIds ids = wish.ids();
    if (ids.equals(TitleIds.NONE)) {
      return Future.succeededFuture();
    }
    return EntryMatches.find(c, owner, List.of(entryId))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(Failure.notFound("entry").asException())
                    : DecisionRows.save(c, owner, pin(found.get(0).entry(), wish)));
  }

  private static Decision pin(Entry entry, AddWish wish) {
    return new Decision(
        0,
        EntryKeys.whole(entry.keyed()),
        entry.kind(),
        entry.name(),
        true,
        wish.instanceId(),
        Decision.NOT_YET,
        wish.ids().tmdbId(),
        wish.ids().tvdbId(),
        null,
        entry.title(),
        entry.year(),
        Instant.EPOCH);
  }

  private Future<Added> addMany(Request request, List<Long> ids, AddWish wish) {
    return noted(request, ids, wish)
        .compose(
            noted ->
                noted.stream().noneMatch(Noted::addable)
                    ? nothingToAdd(request, noted)
                    : submit(request, wish, noted));
  }

  /** That may be because the same request was quicker. */
  private Future<Added> nothingToAdd(Request request, List<Noted> noted) {
    return repeated(request)
        .compose(
            before ->
                before.isEmpty()
                    ? Future.succeededFuture(added(noted, List.of(), null))
                    : again(request, before));
  }

  /** A title to add, which several entries may mean. */
  private record PlannedTitle(TitleIds ids, @Nullable TitleSearch lookup) {
    static PlannedTitle of(Noted noted) {
      return new PlannedTitle(noted.ids(), noted.lookup());
    }
  }

  private Future<Added> submit(Request request, AddWish wish, List<Noted> noted) {
    Map<PlannedTitle, Integer> places = new LinkedHashMap<>();
    List<Noted> all = new ArrayList<>();
    for (Noted each : noted) {
      all.add(
          each.addable()
              ? each.by(places.computeIfAbsent(PlannedTitle.of(each), title -> places.size()))
              : each);
    }
    List<NewChange> changes =
        places.keySet().stream().map(title -> change(request, wish, title)).toList();
    long owner = request.owner();
    return parts
        .outbox()
        .submitAll(
            changes,
            (c, added) ->
                request.key() == null
                    ? Future.succeededFuture()
                    : AdditionRows.save(c, owner, added.get(0).correlationId(), all))
        .compose(
            entries ->
                request.key() == null
                    ? Future.succeededFuture(added(all, entries, place(entries.get(0))))
                    : again(request, entries));
  }

  private Future<Added> again(Request request, List<OutboxEntry> before) {
    return parts
        .database()
        .asUser(
            request.owner(),
            c -> AdditionRows.find(c, request.owner(), before.get(0).correlationId()))
        .map(noted -> added(noted, before, place(before.get(0))));
  }

  private static AddDefaults.@Nullable Place place(OutboxEntry entry) {
    if (!(entry.change() instanceof ArrCommand.AddTitle add)) {
      return null;
    }
    Long profile = add.title().qualityProfileId();
    String folder = add.title().rootFolder();
    return profile == null || folder == null ? null : new AddDefaults.Place(profile, folder);
  }

  private static Added added(
      List<Noted> noted, List<OutboxEntry> changes, AddDefaults.@Nullable Place place) {
    return new Added(noted.stream().map(one -> AddedItem.of(one, changes)).toList(), place);
  }

  private record Planned(List<Noted> noted, AddDefaults.@Nullable Place place) {}

  /** Asks for the place only when something goes there; a dry run works without an answer. */
  private Future<Planned> placed(Request request, AddWish wish, List<Noted> noted) {
    return noted.stream().anyMatch(Noted::addable)
        ? place(request, wish)
            .map(place -> new Planned(noted, place))
            .recover(
                cause ->
                    TitleFinder.away(cause)
                        ? Future.succeededFuture(new Planned(noted, null))
                        : Future.failedFuture(cause))
        : Future.succeededFuture(new Planned(noted, null));
  }

  private Future<AddDefaults.Place> place(Request request, AddWish wish) {
    return parts
        .defaults()
        .place(request.asker(), wish.instanceId(), wish.qualityProfileId(), wish.rootFolder());
  }

  private static NewChange change(Request request, AddWish wish, PlannedTitle title) {
    return new NewChange(
        request.owner(),
        wish.instanceId(),
        new ArrCommand.AddTitle(wish.shape().of(title.ids(), title.lookup()), false),
        request.traceId(),
        null,
        request.key());
  }

  private Future<List<Noted>> noted(Request request, List<Long> ids, AddWish wish) {
    long owner = request.owner();
    return parts
        .titles()
        .kind(request.asker(), wish.instanceId())
        .map(kind -> fitting(kind, wish))
        .compose(kind -> plan(request, wish, kind))
        .compose(plan -> entries.find(owner, ids).compose(found -> noted(plan, ids, byId(found))));
  }

  private static Map<Long, Entry> byId(List<EntryMatches.Located> found) {
    return found.stream()
        .collect(Collectors.toMap(one -> one.entry().id(), EntryMatches.Located::entry));
  }

  private static LibraryKind fitting(LibraryKind kind, AddWish wish) {
    List<FieldError> misfits = wish.misfits().apply(kind);
    if (!misfits.isEmpty()) {
      throw Failure.invalid(misfits).asException();
    }
    return kind;
  }

  private Future<AddPlan> plan(Request request, AddWish wish, LibraryKind kind) {
    TitleFinder finder =
        new TitleFinder(
            parts.titles(),
            parts.workers(),
            LOOKUP,
            LOOKUPS_TOGETHER,
            request.asker(),
            wish.instanceId(),
            kind);
    return parts
        .matching()
        .held(request.owner())
        .compose(
            held ->
                parts
                    .matching()
                    .matcher(request.owner())
                    .compose(
                        matcher ->
                            parts
                                .workers()
                                .run(
                                    request.owner(),
                                    () ->
                                        new AddPlan(wish, kind, matcher, held.titles(), finder))));
  }

  private static Future<List<Noted>> noted(AddPlan plan, List<Long> ids, Map<Long, Entry> found) {
    List<Future<Noted>> all =
        ids.stream().distinct().map(id -> plan.of(id, found.get(id))).toList();
    return Future.join(all).map(done -> all.stream().map(Future::result).toList());
  }
}
