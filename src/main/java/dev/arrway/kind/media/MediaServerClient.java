package dev.arrway.kind.media;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.domain.mediaserver.ScanStarted;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a media server can do. */
public interface MediaServerClient extends UpstreamClient {
  /** Its libraries. */
  Future<List<MediaLibrary>> libraries(Ask ask);

  /** A title that can be played; null when the server does not have it. */
  Future<@Nullable MediaItem> find(MediaWanted wanted, Ask ask);

  /** Begins to scan a library; fails with {@code upstream_not_found} when there is none. */
  Future<Void> refresh(String libraryId, Ask ask);

  /**
   * Begins to scan a file or folder.
   *
   * @param path absolute, as other servers see it
   * @return fails with {@code upstream_rejected} when no library of the server lies there and the
   *     server would ignore it silently
   */
  Future<ScanStarted> scan(String path, Ask ask);
}
