package dev.arrway.domain.media;

/** What a playlist entry plays. A library holds only {@link #MOVIE} and {@link #SERIES}. */
public enum MediaKind {
  MOVIE,
  SERIES,
  LIVE
}
