package dev.arrway.upstream.jellyfin;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.domain.mediaserver.ScanStarted;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.media.MediaServerClient;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.shared.media.LibraryFacts;
import dev.arrway.upstream.shared.media.Locations;
import dev.arrway.upstream.shared.media.PathMappings;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks a Jellyfin. */
final class JellyfinClient implements MediaServerClient {
  private final JellyfinApi api;
  private final PathMappings paths;
  private final JellyfinFinder finder;

  JellyfinClient(JellyfinApi api, PathMappings paths) {
    this.api = api;
    this.paths = paths;
    this.finder = new JellyfinFinder(api);
  }

  @Override
  public Future<ConnectionReport> test(Ask ask) {
    long begun = System.nanoTime();
    return api.info(ask)
        .map(
            info ->
                new ConnectionReport(
                    "Jellyfin",
                    JellyfinMapper.required(info.version(), "Version"),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return api.info(ask)
        .compose(
            info ->
                folders(ask)
                    .map(
                        libraries ->
                            LibraryFacts.of(libraries)
                                .fingerprint(JellyfinMapper.required(info.version(), "Version"))));
  }

  @Override
  public Future<List<MediaLibrary>> libraries(Ask ask) {
    Future<List<JellyfinWire.Folder>> folders = rows(ask);
    Future<List<JellyfinWire.Task>> tasks =
        api.list(
            api.get("task.list", "/ScheduledTasks", ask),
            JellyfinWire.Task.class,
            UnaryOperator.identity());
    return Future.all(folders, tasks)
        .map(both -> JellyfinMapper.libraries(folders.result(), tasks.result()));
  }

  private Future<List<JellyfinWire.Folder>> rows(Ask ask) {
    return api.list(
        api.get("folder.list", "/Library/VirtualFolders", ask),
        JellyfinWire.Folder.class,
        JellyfinMapper::identified);
  }

  /** The libraries, without the state of scans. */
  private Future<List<MediaLibrary>> folders(Ask ask) {
    return rows(ask).map(rows -> JellyfinMapper.libraries(rows, List.of()));
  }

  @Override
  public Future<@Nullable MediaItem> find(MediaWanted wanted, Ask ask) {
    return finder
        .find(wanted, ask)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture()
                    : folders(ask).map(libraries -> JellyfinMapper.item(found.get(), libraries)));
  }

  @Override
  public Future<Void> refresh(String libraryId, Ask ask) {
    return folders(ask)
        .map(libraries -> Locations.byId(libraryId, libraries))
        .compose(
            library ->
                api.send(
                    api.post("item.refresh", "/Items/" + library.id() + "/Refresh", ask)
                        .query("metadataRefreshMode", "Default")
                        .query("imageRefreshMode", "Default")
                        .expect(Expect.ANY)
                        .idempotent(true)))
        .mapEmpty();
  }

  /**
   * The server waits a while (a minute, unless told otherwise) for more changes of a folder. What
   * lies outside of all libraries it would ignore without a word.
   */
  @Override
  public Future<ScanStarted> scan(String path, Ask ask) {
    return folders(ask)
        .compose(
            libraries -> {
              MediaPath place = paths.toServer(path);
              MediaLibrary library = Locations.require(place, libraries);
              JellyfinWire.Updates updates =
                  new JellyfinWire.Updates(
                      List.of(new JellyfinWire.Update(place.text(), "Created")));
              return api.send(
                      api.post("media.updated", "/Library/Media/Updated", ask)
                          .body(HttpBody.json(updates))
                          .expect(Expect.ANY)
                          .idempotent(true))
                  .map(new ScanStarted(library.id(), place.text()));
            });
  }
}
