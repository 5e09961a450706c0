package dev.arrway.playlist;

import org.jspecify.annotations.Nullable;

/**
 * How a playlist is fetched from its provider.
 *
 * @param refreshMinutes minutes between refreshes; null: only when asked
 * @param userAgent sent as {@code User-Agent}, printable ASCII; null: the gateway's own
 */
public record FetchOptions(@Nullable Integer refreshMinutes, @Nullable String userAgent) {
  /** Fetched when asked, with the gateway's own {@code User-Agent}. */
  public static final FetchOptions DEFAULT = new FetchOptions(null, null);

  public FetchOptions {
    refreshMinutes = refreshMinutes == null || refreshMinutes == 0 ? null : refreshMinutes;
  }
}
