package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Download;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A download with what is known of it elsewhere.
 *
 * @param queue what Radarr and Sonarr instances know of it
 * @param correlationId of the request that brought it, or null
 */
public record JoinedDownload(
    Download download, List<QueueEntry> queue, @Nullable String correlationId) {
  public JoinedDownload {
    queue = List.copyOf(queue);
  }
}
