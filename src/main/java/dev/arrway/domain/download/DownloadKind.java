package dev.arrway.domain.download;

import java.util.Locale;

/** What is downloaded. */
public enum DownloadKind {
  /** By BitTorrent. */
  TORRENT,
  /** From Usenet. */
  NZB;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
