package dev.arrway.feature.missing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.feature.arrs.AddDefaults;
import dev.arrway.feature.outbox.ChangePreparation;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Change;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Completes titles just before they are added: asks the instance which title it is, for the quality
 * profile and for the root folder, as far as they are not given.
 */
public final class TitleCompletion implements ChangePreparation {
  /** The limit of one look-up; it may be long, since the change is stored and no request waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration PATIENCE_TOGETHER = Duration.ofMinutes(2);
  private static final Duration PLACE_KEPT = Duration.ofSeconds(30);
  private static final int MOST_PLACES = 10_000;

  private final TitleSource titles;
  private final PlaylistWorkers workers;
  private final AddDefaults defaults;

  /**
   * The quality profile and root folder found for recent requests, since many titles are added with
   * the same ones.
   */
  private final Cache<PlaceRequest, AddDefaults.Place> places =
      Caffeine.newBuilder().maximumSize(MOST_PLACES).expireAfterWrite(PLACE_KEPT).build();

  /**
   * The key of a cached profile and root folder; null for a value that the instance has to supply.
   */
  private record PlaceRequest(
      long ownerId, long instanceId, @Nullable Long profileId, @Nullable String rootFolder) {}

  /** Creates one with the way to the instances. */
  public TitleCompletion(TitleSource titles, PlaylistWorkers workers, AddDefaults defaults) {
    this.titles = titles;
    this.workers = workers;
    this.defaults = defaults;
  }

  @Override
  public Future<Change<?>> prepare(OutboxEntry entry) {
    if (!(entry.change() instanceof ArrCommand.AddTitle add) || add.title().complete()) {
      return Future.succeededFuture(entry.change());
    }
    CallContext who = CallContext.user(entry.ownerId(), entry.traceId());
    return identified(who, entry.instanceId(), add.title())
        .compose(title -> placed(who, entry.instanceId(), title))
        .map(title -> new ArrCommand.AddTitle(title, add.unsure()));
  }

  private Future<NewTitle> identified(CallContext who, long instanceId, NewTitle title) {
    TitleSearch search = title.lookup();
    if (search == null) {
      return Future.succeededFuture(title);
    }
    LibraryKind kind = search.movie() ? LibraryKind.MOVIE : LibraryKind.SERIES;
    return new TitleFinder(titles, workers, PATIENCE, PATIENCE_TOGETHER, who, instanceId, kind)
        .find(search)
        .map(title::found);
  }

  private Future<NewTitle> placed(CallContext who, long instanceId, NewTitle title) {
    PlaceRequest request =
        new PlaceRequest(who.userId(), instanceId, title.qualityProfileId(), title.rootFolder());
    AddDefaults.Place known = places.getIfPresent(request);
    Future<AddDefaults.Place> place =
        known != null
            ? Future.succeededFuture(known)
            : defaults
                .place(who, instanceId, title.qualityProfileId(), title.rootFolder())
                .map(
                    found -> {
                      places.put(request, found);
                      return found;
                    });
    return place.map(found -> title.placed(found.qualityProfileId(), found.rootFolder()));
  }
}
