package dev.arrway.feature.missing.web;

import dev.arrway.feature.arrs.AddDefaults;
import dev.arrway.feature.arrs.web.ChangeRoutes;
import dev.arrway.feature.missing.AddWish;
import dev.arrway.feature.missing.AddWish.TitleIds;
import dev.arrway.feature.missing.AddedItem;
import dev.arrway.feature.missing.MissingAdds;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds what is missing. */
public final class MissingAddRoutes implements Routes {
  private final MissingAdds adds;

  /** With the service behind it. */
  public MissingAddRoutes(MissingAdds adds) {
    this.adds = adds;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations.on("addMissing", this::one).on("addAllMissing", this::many);
  }

  /** {@code AddMissingRequest} and {@code AddAllMissingRequest}. */
  record AddMissing(
      @Nullable List<Long> entryIds,
      @Nullable Boolean dryRun,
      long instanceId,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable Long qualityProfileId,
      @Nullable String rootFolder,
      @Nullable Boolean monitored,
      @Nullable String minimumAvailability,
      @Nullable String monitor,
      @Nullable Boolean search,
      @Nullable Boolean seasonFolder,
      @Nullable String seriesType,
      @Nullable List<Long> tags) {
    AddWish wish() {
      return new AddWish(
          instanceId,
          qualityProfileId,
          rootFolder,
          new TitleIds(tmdbId, tvdbId),
          kind -> title(tmdbId, tvdbId).strangers(kind),
          (ids, lookup) -> title(ids.tmdbId(), ids.tvdbId()).asNew(lookup));
    }

    private ChangeRoutes.AddTitle title(@Nullable Integer tmdb, @Nullable Integer tvdb) {
      return new ChangeRoutes.AddTitle(
          tmdb,
          tvdb,
          qualityProfileId,
          rootFolder,
          monitored,
          minimumAvailability,
          monitor,
          search,
          seasonFolder,
          seriesType,
          tags);
    }
  }

  /** {@code AddedMissing}. */
  record AddedView(
      String status,
      int total,
      long added,
      long queued,
      long exists,
      long failed,
      boolean dryRun,
      @Nullable Long qualityProfileId,
      @Nullable String rootFolder,
      List<ItemView> items) {}

  /** {@code AddedMissingItem}. */
  record ItemView(
      long entryId,
      @Nullable String title,
      @Nullable Integer year,
      String status,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable Long outboxId,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable ErrorView error) {
    static ItemView of(AddedItem item) {
      Failure failure = item.failure();
      return new ItemView(
          item.entryId(),
          item.title(),
          item.year(),
          item.status().wireName(),
          item.ids().tmdbId(),
          item.ids().tvdbId(),
          item.outboxId(),
          item.instanceId(),
          item.libraryId(),
          failure == null ? null : ErrorView.of(failure));
    }
  }

  /** Why one was not added. */
  record ErrorView(String code, String detail, List<FieldError> errors) {
    static ErrorView of(Failure failure) {
      return new ErrorView(failure.code().wireName(), failure.detail(), failure.errors());
    }
  }

  private Future<Answer> one(Call call) {
    return adds.one(request(call), call.id("entry_id"), call.body(AddMissing.class).wish())
        .compose(
            entry -> {
              LibraryKind kind =
                  entry.change() instanceof ArrCommand.AddTitle add && add.title().movie()
                      ? LibraryKind.MOVIE
                      : LibraryKind.SERIES;
              return Outcomes.answer(entry, 201, reply -> ChangeRoutes.added(kind, reply));
            });
  }

  private static MissingAdds.Request request(Call call) {
    return new MissingAdds.Request(call.user(), call.traceId(), Outcomes.key(call));
  }

  private Future<Answer> many(Call call) {
    AddMissing body = call.body(AddMissing.class);
    boolean dryRun = Objects.requireNonNullElse(body.dryRun(), false);
    List<Long> ids = Objects.requireNonNullElse(body.entryIds(), List.of());
    return adds.many(request(call), ids, body.wish(), dryRun)
        .map(added -> view(added, dryRun))
        .map(view -> view.queued() > 0 ? Answer.accepted(view) : Answer.ok(view));
  }

  private static AddedView view(MissingAdds.Added added, boolean dryRun) {
    AddDefaults.Place place = added.place();
    long queued = count(added, AddedItem.Status.QUEUED);
    return new AddedView(
        dryRun ? "dry_run" : queued > 0 ? "queued" : "done",
        added.items().size(),
        count(added, AddedItem.Status.ADDED),
        queued,
        count(added, AddedItem.Status.EXISTS),
        count(added, AddedItem.Status.FAILED),
        dryRun,
        place == null ? null : place.qualityProfileId(),
        place == null ? null : place.rootFolder(),
        added.items().stream().map(ItemView::of).toList());
  }

  private static long count(MissingAdds.Added added, AddedItem.Status status) {
    return added.items().stream().filter(item -> item.status() == status).count();
  }
}
