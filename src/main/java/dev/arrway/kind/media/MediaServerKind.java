package dev.arrway.kind.media;

import dev.arrway.upstream.UpstreamKind;

/** The kind of Plex and Jellyfin: media servers. Their vendors have nothing to tell them apart. */
public final class MediaServerKind {
  /** The kind with its messages, handlers and descriptions. */
  public static final UpstreamKind<MediaServerKind> KIND =
      new UpstreamKind<>(
          "media_server", MediaMessages.FAMILY, MediaCommands.TABLE, MediaChanges.DESCRIPTIONS);

  /** The traits of every media server. */
  public static final MediaServerKind TRAITS = new MediaServerKind();

  private MediaServerKind() {}
}
