package dev.arrway.config;

import java.time.Duration;

/**
 * Keys below {@code limits} that bound what one user may have and do at once. Limits per user are
 * multiplied by {@code limits.factor} already; those of one playlist, import or library are not.
 *
 * @param atOnce what one user may do at a time
 * @param playlist how much one playlist may be
 * @param stored how much of each kind one user may have
 */
public record UserQuotas(ConcurrencyQuotas atOnce, PlaylistSize playlist, StorageQuotas stored) {
  private static final int MOST = 100_000_000;
  private static final long MOST_BYTES = 1L << 50;

  /**
   * What one user may do at a time.
   *
   * @param calls API calls in progress
   * @param uploads playlists that are being uploaded
   * @param playlistImports playlists that are being fetched
   * @param bulkImports bulk imports that are worked on
   * @param searchRuns search schedules that run
   */
  public record ConcurrencyQuotas(
      int calls, int uploads, int playlistImports, int bulkImports, int searchRuns) {}

  /**
   * How much one playlist may be.
   *
   * @param entries entries
   * @param text bytes of text that are stored of them
   * @param bytes bytes that are read, counted after decompression
   * @param rate bytes a second that must arrive on average
   * @param time how long its transfer may take
   */
  public record PlaylistSize(int entries, long text, long bytes, long rate, Duration time) {}

  /**
   * How much of each kind one user may have.
   *
   * @param instances instances
   * @param playlists playlists
   * @param entries entries of all playlists together
   * @param text bytes of text that are stored of all playlists together
   * @param decisions pinned and rejected matches
   * @param openChanges changes that wait for instances or are being sent
   * @param openImports bulk imports that have not ended
   * @param keptImports bulk imports that are kept after their end
   * @param importRows rows of one bulk import
   * @param libraryTitles titles of one instance's library
   */
  public record StorageQuotas(
      int instances,
      int playlists,
      int entries,
      long text,
      int decisions,
      int openChanges,
      int openImports,
      int keptImports,
      int importRows,
      int libraryTitles) {}

  /** Returns the limits that apply when nothing is configured. */
  public static UserQuotas standard() {
    return read(new Settings(YamlKeys.defaults()), 1);
  }

  static UserQuotas read(Settings s, double factor) {
    return new UserQuotas(
        new ConcurrencyQuotas(
            perUser(s, "limits.calls", factor),
            perUser(s, "limits.uploads", factor),
            perUser(s, "limits.playlist_imports", factor),
            perUser(s, "limits.bulk_imports", factor),
            perUser(s, "limits.search_runs", factor)),
        new PlaylistSize(
            count(s, "limits.entries_per_playlist"),
            bytes(s, "limits.text_per_playlist"),
            bytes(s, "limits.bytes_per_playlist"),
            rate(s, "limits.transfer_rate"),
            time(s, "limits.transfer_time")),
        new StorageQuotas(
            perUser(s, "limits.instances", factor),
            perUser(s, "limits.playlists", factor),
            perUser(s, "limits.entries", factor),
            (long) Math.min(MOST_BYTES, bytes(s, "limits.text") * factor),
            perUser(s, "limits.match_decisions", factor),
            perUser(s, "limits.open_changes", factor),
            perUser(s, "limits.open_imports", factor),
            perUser(s, "limits.kept_imports", factor),
            count(s, "limits.import_rows"),
            count(s, "limits.library_titles")));
  }

  private static int count(Settings s, String key) {
    int value = s.integer(key);
    new Check().between(key, value, 1, MOST).done();
    return value;
  }

  private static int perUser(Settings s, String key, double factor) {
    return (int) Math.max(1, Math.min(MOST, Math.round(count(s, key) * factor)));
  }

  private static long bytes(Settings s, String key) {
    long value = s.size(key);
    new Check()
        .that(value >= 1_000 && value <= MOST_BYTES, key, value, "must be from 1kB to 1000000GB")
        .done();
    return value;
  }

  private static long rate(Settings s, String key) {
    long value = s.size(key);
    new Check().that(value <= 1_000_000_000, key, value, "must be at most 1GB").done();
    return value;
  }

  private static Duration time(Settings s, String key) {
    Duration value = s.duration(key);
    new Check().between(key, value, Duration.ofSeconds(1), Duration.ofDays(1)).done();
    return value;
  }
}
