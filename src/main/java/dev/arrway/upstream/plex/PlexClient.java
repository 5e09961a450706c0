package dev.arrway.upstream.plex;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.domain.mediaserver.ScanStarted;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.media.MediaServerClient;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.shared.media.LibraryFacts;
import dev.arrway.upstream.shared.media.Locations;
import dev.arrway.upstream.shared.media.PathMappings;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a Plex Media Server. */
final class PlexClient implements MediaServerClient {
  private final PlexApi api;
  private final PathMappings paths;
  private final PlexFinder finder;

  PlexClient(PlexApi api, PathMappings paths) {
    this.api = api;
    this.paths = paths;
    this.finder = new PlexFinder(api);
  }

  /** Its version comes without a token; only its libraries say whether the token holds. */
  @Override
  public Future<ConnectionReport> test(Ask ask) {
    long begun = System.nanoTime();
    return api.version(ask)
        .compose(version -> sections(ask).map(version))
        .map(
            version ->
                new ConnectionReport(
                    "Plex Media Server",
                    version,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return api.version(ask)
        .compose(
            version ->
                sections(ask).map(libraries -> LibraryFacts.of(libraries).fingerprint(version)));
  }

  @Override
  public Future<List<MediaLibrary>> libraries(Ask ask) {
    return api.sections(ask)
        .compose(
            sections -> {
              List<MediaLibrary> still = PlexMapper.libraries(sections, Map.of());
              return still.stream().anyMatch(MediaLibrary::refreshing)
                  ? progress(ask).map(progress -> PlexMapper.libraries(sections, progress))
                  : Future.succeededFuture(still);
            });
  }

  /** How far a scan is adds to the libraries; they are known without it. */
  private Future<Map<String, Double>> progress(Ask ask) {
    return api.activities(ask).map(PlexMapper::progress).otherwise(Map.of());
  }

  private Future<List<MediaLibrary>> sections(Ask ask) {
    return api.sections(ask).map(sections -> PlexMapper.libraries(sections, Map.of()));
  }

  @Override
  public Future<@Nullable MediaItem> find(MediaWanted wanted, Ask ask) {
    return sections(ask)
        .compose(libraries -> finder.find(wanted, libraries, ask))
        .map(found -> found.orElse(null));
  }

  @Override
  public Future<Void> refresh(String libraryId, Ask ask) {
    return sections(ask)
        .map(libraries -> Locations.byId(libraryId, libraries))
        .compose(library -> api.refresh(library.id(), null, ask));
  }

  /** What lies outside of all libraries would be ignored by the server without a word. */
  @Override
  public Future<ScanStarted> scan(String path, Ask ask) {
    return sections(ask)
        .compose(
            libraries -> {
              MediaPath folder = paths.toServer(path).folder();
              MediaLibrary library = Locations.require(folder, libraries);
              return api.refresh(library.id(), folder.text(), ask)
                  .map(new ScanStarted(library.id(), folder.text()));
            });
  }
}
