package dev.arrway.upstream;

import dev.arrway.protocol.DownloadCommand;
import dev.arrway.protocol.DownloadReply;
import dev.arrway.protocol.Reply;

/**
 * Which method of a {@link DownloadClient} answers which command; adding one is the actor's own,
 * since where it comes from is remembered elsewhere.
 */
final class DownloadCommands {
  private DownloadCommands() {}

  static CommandTable<DownloadClient> table(
      CommandTable.Handler<DownloadClient, DownloadCommand.AddDownload, DownloadReply.DownloadAdded>
          add) {
    return new CommandTable.Builder<DownloadClient>()
        .on(
            DownloadCommand.GetDownloads.class,
            (c, m, ask) -> c.downloads(m.after(), m.limit(), ask))
        .on(
            DownloadCommand.GetDownload.class,
            (c, m, ask) -> c.download(m.id(), ask).map(DownloadReply.DownloadIs::new))
        .on(
            DownloadCommand.GetCategories.class,
            (c, m, ask) -> c.categories(ask).map(DownloadReply.Categories::new))
        .on(DownloadCommand.AddDownload.class, add)
        .on(
            DownloadCommand.PauseDownload.class,
            (c, m, ask) -> c.pause(m.id(), ask).map(new Reply.Done()))
        .on(
            DownloadCommand.ResumeDownload.class,
            (c, m, ask) -> c.resume(m.id(), ask).map(new Reply.Done()))
        .on(
            DownloadCommand.RetryDownload.class,
            (c, m, ask) -> c.retry(m, ask).map(DownloadReply.DownloadAdded::new))
        .on(
            DownloadCommand.RemoveDownload.class,
            (c, m, ask) -> c.remove(m.id(), m.deleteFiles(), ask).map(new Reply.Done()))
        .covering(DownloadCommand.class);
  }
}
