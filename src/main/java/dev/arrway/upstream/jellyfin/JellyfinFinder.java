package dev.arrway.upstream.jellyfin;

import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.WireRow;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks for titles. Jellyfin cannot be asked for ids of other sites: what has the title is looked
 * at first, then everything, page by page.
 */
final class JellyfinFinder {
  static final int PAGE = 400;

  private final JellyfinApi api;

  JellyfinFinder(JellyfinApi api) {
    this.api = api;
  }

  Future<Optional<JellyfinWire.Item>> find(MediaWanted wanted, Ask ask) {
    Predicate<JellyfinWire.Item> wants =
        item -> JellyfinMapper.ids(item).are(wanted, item.name(), item.productionYear());
    Supplier<CallBuilder> all = () -> titles(wanted.movie(), ask);
    Future<Optional<JellyfinWire.Item>> titled =
        wanted.title().isBlank()
            ? Future.succeededFuture(Optional.empty())
            : walk(() -> all.get().query("searchTerm", wanted.title()), 0, wants);
    return titled
        .compose(found -> found.isPresent() ? Future.succeededFuture(found) : walk(all, 0, wants))
        .compose(
            found -> {
              Integer season = wanted.season();
              return found.isPresent() && !wanted.movie() && season != null
                  ? episode(found.get(), season, wanted, ask)
                  : Future.succeededFuture(found);
            });
  }

  private CallBuilder titles(boolean movies, Ask ask) {
    return fields(api.get("item.list", "/Items", ask))
        .query("recursive", true)
        .query("includeItemTypes", movies ? "Movie" : "Series")
        .query("fields", "ProviderIds")
        .query("sortBy", "SortName");
  }

  private static CallBuilder fields(CallBuilder call) {
    return call.query("fields", "Path").query("fields", "DateCreated").query("enableImages", false);
  }

  private Future<Optional<JellyfinWire.Item>> episode(
      JellyfinWire.Item series, int season, MediaWanted wanted, Ask ask) {
    String id = JellyfinMapper.id(series.id(), "Id");
    return walk(
        () ->
            fields(api.get("episode.list", "/Shows/" + id + "/Episodes", ask))
                .query("season", season),
        0,
        item -> JellyfinMapper.isEpisode(item, season, wanted.episode()));
  }

  private Future<Optional<JellyfinWire.Item>> walk(
      Supplier<CallBuilder> call, int start, Predicate<JellyfinWire.Item> wants) {
    CallBuilder one = call.get().query("startIndex", start).query("limit", PAGE);
    return api.one(one, JellyfinWire.Items.class)
        .compose(
            page -> {
              List<WireRow<JellyfinWire.Item>> rows =
                  JellyfinMapper.required(page.items(), "Items");
              List<JellyfinWire.Item> items =
                  one.rows(JellyfinWire.Item.class, Function.<JellyfinWire.Item>identity())
                      .all(rows);
              Optional<JellyfinWire.Item> found =
                  items.stream().filter(JellyfinMapper::there).filter(wants).findFirst();
              Integer total = page.totalRecordCount();
              boolean more = !rows.isEmpty() && total != null && start + rows.size() < total;
              return found.isEmpty() && more
                  ? walk(call, start + rows.size(), wants)
                  : Future.succeededFuture(found);
            });
  }
}
