package dev.arrway.platform.config;

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
      int importRows,
      int libraryTitles) {}

  /** Returns the limits that apply when nothing is configured. */
  public static UserQuotas standard() {
    return read(new Settings(YamlKeys.defaults()), 1);
  }

  static UserQuotas read(Settings s, double factor) {
    Check check = new Check();
    UserQuotas quotas = read(s, check, factor);
    check.done();
    return quotas;
  }

  private static UserQuotas read(Settings s, Check check, double factor) {
    return new UserQuotas(
        new ConcurrencyQuotas(
            perUser(s, check, "limits.calls", factor),
            perUser(s, check, "limits.uploads", factor),
            perUser(s, check, "limits.playlist_imports", factor),
            perUser(s, check, "limits.bulk_imports", factor),
            perUser(s, check, "limits.search_runs", factor)),
        new PlaylistSize(
            count(s, check, "limits.entries_per_playlist"),
            bytes(s, check, "limits.text_per_playlist"),
            bytes(s, check, "limits.bytes_per_playlist"),
            rate(s, check, "limits.transfer_rate"),
            time(s, check, "limits.transfer_time")),
        new StorageQuotas(
            perUser(s, check, "limits.instances", factor),
            perUser(s, check, "limits.playlists", factor),
            perUser(s, check, "limits.entries", factor),
            (long) Math.min(MOST_BYTES, bytes(s, check, "limits.text") * factor),
            perUser(s, check, "limits.match_decisions", factor),
            perUser(s, check, "limits.open_changes", factor),
            perUser(s, check, "limits.open_imports", factor),
            count(s, check, "limits.import_rows"),
            count(s, check, "limits.library_titles")));
  }

  private static int count(Settings s, Check check, String key) {
    int value = s.integer(key);
    check.between(key, value, 1, MOST);
    return value;
  }

  private static int perUser(Settings s, Check check, String key, double factor) {
    return (int) Math.max(1, Math.min(MOST, Math.round(count(s, check, key) * factor)));
  }

  private static long bytes(Settings s, Check check, String key) {
    long value = s.size(key);
    check.that(value >= 1_000 && value <= MOST_BYTES, key, value, "must be from 1kB to 1000000GB");
    return value;
  }

  private static long rate(Settings s, Check check, String key) {
    long value = s.size(key);
    check.that(value <= 1_000_000_000, key, value, "must be at most 1GB");
    return value;
  }

  private static Duration time(Settings s, Check check, String key) {
    Duration value = s.duration(key);
    check.between(key, value, Duration.ofSeconds(1), Duration.ofDays(1));
    return value;
  }
}
