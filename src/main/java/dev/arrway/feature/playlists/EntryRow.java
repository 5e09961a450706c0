package dev.arrway.feature.playlists;

import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** An entry as it is stored; every text is free of NUL and bounded. */
record EntryRow(
    int line,
    String kind,
    String name,
    String title,
    @Nullable Integer year,
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable String group,
    @Nullable String quality,
    @Nullable String language,
    @Nullable String itemKey,
    String url,
    @Nullable Integer secret,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId) {
  /** Returns how many bytes of text are stored of the entry. */
  long textBytes() {
    return utf8(name) + utf8(title) + utf8(group) + utf8(itemKey) + utf8(url);
  }

  private static long utf8(@Nullable String text) {
    return text == null ? 0 : ByteBufUtil.utf8Bytes(text);
  }
}
