package dev.arrway.upstream.plex;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks for titles. Plex cannot be asked for ids of other sites: what has the title is looked at
 * first, then the whole library, page by page.
 */
final class PlexFinder {
  static final int PAGE = 400;
  private static final int MOVIE = 1;
  private static final int SHOW = 2;

  private final PlexApi api;

  PlexFinder(PlexApi api) {
    this.api = api;
  }

  private record Found(MediaLibrary library, PlexWire.Item item) {}

  Future<Optional<MediaItem>> find(MediaWanted wanted, List<MediaLibrary> libraries, Ask ask) {
    List<MediaLibrary> fitting =
        libraries.stream()
            .filter(library -> library.kind().equals(wanted.movie() ? "movies" : "series"))
            .toList();
    return first(fitting, library -> title(wanted, library, ask))
        .compose(
            found ->
                found.isPresent() && !wanted.movie() && wanted.season() != null
                    ? episode(wanted, found.get(), ask)
                    : Future.succeededFuture(found))
        .map(found -> found.map(it -> PlexMapper.item(it.item(), it.library().id())));
  }

  private interface Look {
    Future<Optional<Found>> at(MediaLibrary library);
  }

  private static Future<Optional<Found>> first(List<MediaLibrary> libraries, Look look) {
    Future<Optional<Found>> found = Future.succeededFuture(Optional.empty());
    for (MediaLibrary library : libraries) {
      found = orElse(found, () -> look.at(library));
    }
    return found;
  }

  private static Future<Optional<Found>> orElse(
      Future<Optional<Found>> one, Supplier<Future<Optional<Found>>> other) {
    return one.compose(it -> it.isPresent() ? Future.succeededFuture(it) : other.get());
  }

  private Future<Optional<Found>> title(MediaWanted wanted, MediaLibrary library, Ask ask) {
    String path = "/library/sections/" + library.id() + "/all";
    Supplier<CallBuilder> all =
        () ->
            api.get("item.list", path, ask)
                .query("type", wanted.movie() ? MOVIE : SHOW)
                .query("includeGuids", 1);
    Predicate<PlexWire.Item> wants =
        item -> PlexMapper.ids(item).are(wanted, item.title(), item.year());
    Future<Optional<Found>> titled =
        wanted.title().isBlank()
            ? Future.succeededFuture(Optional.empty())
            : page(() -> all.get().query("title", wanted.title()), 0)
                .map(page -> found(page, wants, library));
    return orElse(titled, () -> walk(all, 0, wants, library));
  }

  private Future<Optional<Found>> episode(MediaWanted wanted, Found show, Ask ask) {
    String path = "/library/metadata/" + PlexMapper.id(show.item().ratingKey(), "ratingKey");
    return walk(
        () -> api.get("episode.list", path + "/allLeaves", ask),
        0,
        item ->
            Objects.equals(item.parentIndex(), wanted.season())
                && (wanted.episode() == null || wanted.episode().equals(item.index())),
        show.library());
  }

  private Future<Optional<Found>> walk(
      Supplier<CallBuilder> call, int start, Predicate<PlexWire.Item> wants, MediaLibrary library) {
    return page(call, start)
        .compose(
            page -> {
              Optional<Found> found = found(page, wants, library);
              // A server that pays no heed to pages has sent everything.
              boolean more = page.read() > 0 && start + page.read() < page.total();
              return found.isEmpty() && more
                  ? walk(call, start + page.read(), wants, library)
                  : Future.succeededFuture(found);
            });
  }

  /**
   * A page of items.
   *
   * @param read the number of rows of the page, including those that could not be read
   * @param total the number of items of all pages; 0 when the server does not send it
   */
  private record ItemPage(List<PlexWire.Item> items, int read, int total) {}

  private Future<ItemPage> page(Supplier<CallBuilder> begin, int start) {
    CallBuilder call =
        begin.get().query("X-Plex-Container-Start", start).query("X-Plex-Container-Size", PAGE);
    return api.one(call, PlexWire.Items.class)
        .map(answer -> PlexMapper.required(answer.container(), "MediaContainer"))
        .map(
            list ->
                new ItemPage(
                    call.rows(PlexWire.Item.class, Function.<PlexWire.Item>identity())
                        .all(list.items()),
                    list.items() == null ? 0 : list.items().size(),
                    Objects.requireNonNullElse(list.totalSize(), 0)));
  }

  private static Optional<Found> found(
      ItemPage page, Predicate<PlexWire.Item> wants, MediaLibrary library) {
    return page.items().stream()
        .filter(PlexMapper::there)
        .filter(wants)
        .findFirst()
        .map(item -> new Found(library, item));
  }
}
