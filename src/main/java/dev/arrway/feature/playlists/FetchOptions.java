package dev.arrway.feature.playlists;

import org.jspecify.annotations.Nullable;

/**
 * How a playlist is fetched from its provider.
 *
 * @param refreshMinutes minutes between refreshes; null for refreshes only on request
 * @param userAgent the {@code User-Agent} header, printable ASCII; null for the gateway's own
 */
public record FetchOptions(@Nullable Integer refreshMinutes, @Nullable String userAgent) {
  /** The default: fetched only on request, with the gateway's own {@code User-Agent}. */
  public static final FetchOptions DEFAULT = new FetchOptions(null, null);

  public FetchOptions {
    refreshMinutes = refreshMinutes == null || refreshMinutes == 0 ? null : refreshMinutes;
  }
}
