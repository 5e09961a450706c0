package dev.arrway.kind.download;

import dev.arrway.protocol.MessageFamily;

/** The names of the commands and replies of download clients. */
final class DownloadMessages {
  static final MessageFamily FAMILY =
      MessageFamily.builder()
          .command(
              "DownloadCommand.GetDownloads", "get_downloads", DownloadCommand.GetDownloads.class)
          .command("DownloadCommand.GetDownload", "get_download", DownloadCommand.GetDownload.class)
          .command(
              "DownloadCommand.GetCategories",
              "get_categories",
              DownloadCommand.GetCategories.class)
          .command("DownloadCommand.AddDownload", "add_download", DownloadCommand.AddDownload.class)
          .command(
              "DownloadCommand.PauseDownload",
              "pause_download",
              DownloadCommand.PauseDownload.class)
          .command(
              "DownloadCommand.ResumeDownload",
              "resume_download",
              DownloadCommand.ResumeDownload.class)
          .command(
              "DownloadCommand.RetryDownload",
              "retry_download",
              DownloadCommand.RetryDownload.class)
          .command(
              "DownloadCommand.RemoveDownload",
              "remove_download",
              DownloadCommand.RemoveDownload.class)
          .reply("DownloadReply.Downloads", DownloadReply.Downloads.class)
          .reply("DownloadReply.DownloadIs", DownloadReply.DownloadIs.class)
          .reply("DownloadReply.Categories", DownloadReply.Categories.class)
          .reply("DownloadReply.DownloadAdded", DownloadReply.DownloadAdded.class)
          .covering(DownloadCommand.class, DownloadReply.class);

  private DownloadMessages() {}
}
