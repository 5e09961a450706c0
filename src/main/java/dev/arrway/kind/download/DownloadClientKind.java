package dev.arrway.kind.download;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.upstream.UpstreamKind;

/** The kind of qBittorrent and SABnzbd: download clients, which say what they download. */
public final class DownloadClientKind {
  /** The kind with its messages, handlers and descriptions. */
  public static final UpstreamKind<DownloadKind> KIND =
      new UpstreamKind<>(
          "download_client",
          DownloadMessages.FAMILY,
          DownloadCommands.TABLE,
          DownloadChanges.DESCRIPTIONS);

  private DownloadClientKind() {}
}
