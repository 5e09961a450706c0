package dev.arrway.kind.download;

import dev.arrway.domain.download.Download;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a download client can do. A change that is unsure may have been carried out by an earlier
 * try, hence whatever it would do is looked for before it is done.
 */
public interface DownloadClient extends UpstreamClient {
  /** A part of what it has; see {@link DownloadCommand.GetDownloads}. */
  Future<DownloadReply.Downloads> downloads(@Nullable String after, int limit, Ask ask);

  /** One download, asked anew; null when the client does not have it. */
  Future<@Nullable Download> download(String id, Ask ask);

  /** Its categories, by name. */
  Future<List<String>> categories(Ask ask);

  /**
   * Adds a download.
   *
   * @return its id; of one that the client has already, that one's; fails with {@code
   *     upstream_rejected} when the client does not take it
   */
  Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask);

  /** Pauses one; fails with {@code upstream_not_found} when there is none. */
  Future<Void> pause(String id, Ask ask);

  /** Lets one go on; fails with {@code upstream_not_found} when there is none. */
  Future<Void> resume(String id, Ask ask);

  /**
   * Tries a failed one again.
   *
   * @return under which id it goes on
   */
  Future<String> retry(DownloadCommand.RetryDownload change, Ask ask);

  /** Removes one, if there is one. */
  Future<Void> remove(String id, boolean deleteFiles, Ask ask);
}
