package dev.arrway.kind.download;

import dev.arrway.domain.download.NewDownload;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import org.jspecify.annotations.Nullable;

/** What a download client can be asked. */
public sealed interface DownloadCommand<R extends Reply> extends Command<R> {
  /**
   * What it has, by id, from the one after {@code after} on.
   *
   * @param after an id, or null for the first: then the client is asked anew, while further parts
   *     are of the state that it told then
   * @param limit 1 to 500
   */
  record GetDownloads(@Nullable String after, int limit)
      implements DownloadCommand<DownloadReply.Downloads> {}

  /** One download. */
  record GetDownload(String id) implements DownloadCommand<DownloadReply.DownloadIs> {}

  /** Its categories. */
  record GetCategories() implements DownloadCommand<DownloadReply.Categories> {}

  /** Changes something there; see {@link dev.arrway.protocol.Change}. */
  sealed interface Change<R extends Reply>
      extends DownloadCommand<R>, dev.arrway.protocol.Change<R> {
    @Override
    Change<R> asUnsure();
  }

  /** Adds a download; one that the client has already is answered as if it had been added. */
  record AddDownload(NewDownload download, boolean unsure)
      implements Change<DownloadReply.DownloadAdded> {
    @Override
    public AddDownload asUnsure() {
      return new AddDownload(download, true);
    }
  }

  /** Pauses one; a paused one stays so. */
  record PauseDownload(String id, boolean unsure) implements Change<Reply.Done> {
    @Override
    public PauseDownload asUnsure() {
      return new PauseDownload(id, true);
    }
  }

  /** Lets one go on; one that is not paused goes on. */
  record ResumeDownload(String id, boolean unsure) implements Change<Reply.Done> {
    @Override
    public ResumeDownload asUnsure() {
      return new ResumeDownload(id, true);
    }
  }

  /** Tries a failed one again; the answer says under which id. */
  record RetryDownload(String id, boolean unsure) implements Change<DownloadReply.DownloadAdded> {
    @Override
    public RetryDownload asUnsure() {
      return new RetryDownload(id, true);
    }
  }

  /** Removes one; one that is not there any more is removed. */
  record RemoveDownload(String id, boolean deleteFiles, boolean unsure)
      implements Change<Reply.Done> {
    @Override
    public RemoveDownload asUnsure() {
      return new RemoveDownload(id, deleteFiles, true);
    }
  }
}
