package dev.arrway.kind.download;

import dev.arrway.domain.download.Download;
import dev.arrway.protocol.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DownloadCommand}s. */
public sealed interface DownloadReply extends Reply {
  /**
   * See {@link DownloadCommand.GetDownloads}.
   *
   * @param downloads by id
   * @param more whether there are any after them
   * @param skipped rows of the client's whole list that could not be read; set in the first part
   *     only
   */
  record Downloads(List<Download> downloads, boolean more, int skipped) implements DownloadReply {
    public Downloads {
      downloads = List.copyOf(downloads);
    }
  }

  /** See {@link DownloadCommand.GetDownload}; null when the client does not have it. */
  record DownloadIs(@Nullable Download download) implements DownloadReply {}

  /** See {@link DownloadCommand.GetCategories}; by name. */
  record Categories(List<String> names) implements DownloadReply {
    public Categories {
      names = List.copyOf(names);
    }
  }

  /**
   * See {@link DownloadCommand.AddDownload} and {@link DownloadCommand.RetryDownload}.
   *
   * @param id the client's
   */
  record DownloadAdded(String id) implements DownloadReply {}
}
