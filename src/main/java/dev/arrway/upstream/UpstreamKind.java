package dev.arrway.upstream;

/**
 * What an upstream is for; decides which commands it takes and which port its client implements.
 */
public enum UpstreamKind {
  /** Manages movies: {@link ArrClient}. */
  MOVIES,
  /** Manages series: {@link ArrClient}. */
  SERIES,
  /** Downloads by BitTorrent: {@link DownloadClient}. */
  TORRENTS,
  /** Downloads from Usenet: {@link DownloadClient}. */
  USENET,
  /** Plays what there is: {@link MediaServerClient}. */
  MEDIA;

  /** The name that the API shows: {@code arr}, {@code download_client} or {@code media_server}. */
  public String wireName() {
    return switch (this) {
      case MOVIES, SERIES -> "arr";
      case TORRENTS, USENET -> "download_client";
      case MEDIA -> "media_server";
    };
  }
}
