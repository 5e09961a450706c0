package dev.arrway.kind.download;

import dev.arrway.protocol.Reply;
import dev.arrway.upstream.CommandTable;

/** The handlers of the commands to download clients. */
final class DownloadCommands {
  static final CommandTable TABLE =
      CommandTable.of(DownloadClient.class)
          .on(
              DownloadCommand.GetDownloads.class,
              (c, m, ask) -> c.downloads(m.after(), m.limit(), ask))
          .on(
              DownloadCommand.GetDownload.class,
              (c, m, ask) -> c.download(m.id(), ask).map(DownloadReply.DownloadIs::new))
          .on(
              DownloadCommand.GetCategories.class,
              (c, m, ask) -> c.categories(ask).map(DownloadReply.Categories::new))
          .onCall(
              DownloadCommand.AddDownload.class,
              (c, m, call) ->
                  call.ports()
                      .get(DownloadSources.class)
                      .open(call.instance(), m.download().sourceId())
                      .compose(source -> c.add(m, source, call.ask()))
                      .map(DownloadReply.DownloadAdded::new))
          .needing(DownloadSources.class)
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

  private DownloadCommands() {}
}
