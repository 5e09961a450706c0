package dev.arrway.sandbox.media;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Libraries, the files on the disks, and what scans have found of them. A scan takes its time and
 * finds what lies there at its end; where one stands is worked out from the clock when somebody
 * asks. Safe to use from any thread.
 */
public final class MediaShelf {
  private final List<MediaFolder> libraries;
  private final Finds finds;
  private final Duration scanTime;
  private final TreeSet<String> files = new TreeSet<>();
  private final Map<Integer, MediaEntry> entries = new TreeMap<>();
  private final List<Scan> scans = new ArrayList<>();
  private final Map<Integer, Instant> scanned = new HashMap<>();

  private record Scan(int library, String scope, Instant begun, Instant ends) {}

  private MediaShelf(
      SandboxSettings settings, List<MediaFolder> libraries, Catalogue movies, Catalogue series) {
    this.libraries = libraries;
    this.scanTime = settings.commandTime();
    this.finds = new Finds(movies, series);
  }

  /**
   * A server with movies, a fifth as many series with six episodes each, and libraries whose
   * folders lie within each other and have blanks and letters of other tongues in their names.
   * Blocks for a while.
   */
  public static MediaShelf make(SandboxSettings settings) {
    int end = settings.offset() + settings.size();
    Catalogue movies = Catalogue.movies(settings.seed(), end);
    Catalogue series = Catalogue.series(settings.seed(), end / 5);
    MediaShelf shelf = new MediaShelf(settings, standard(), movies, series);
    for (Title movie : movies.part(settings.offset(), settings.size())) {
      shelf.put("/data/movies/" + movie.folder() + "/" + movie.folder() + ".mkv");
    }
    for (Title show : series.part(settings.offset() / 5, settings.size() / 5)) {
      for (int number = 0; number < 6; number++) {
        int season = 1 + number / 3;
        String name = " - S%02dE%02d.mkv".formatted(season, 1 + number % 3);
        String folder = "/data/tv/" + show.folder() + "/Season " + season + "/";
        shelf.put(folder + show.folder() + name);
      }
    }
    Instant past = Instant.now().minus(Duration.ofHours(1));
    shelf.libraries.forEach(it -> shelf.finish(new Scan(it.number(), "", past, past)));
    return shelf;
  }

  private static List<MediaFolder> standard() {
    return List.of(
        new MediaFolder(
            1, "Movies", MediaFolder.Kind.MOVIES, List.of("/data/movies", "/data/more movies")),
        new MediaFolder(2, "TV Shows", MediaFolder.Kind.SERIES, List.of("/data/tv")),
        new MediaFolder(
            3,
            "Kids & Família",
            MediaFolder.Kind.MOVIES,
            List.of("/data/movies/Kids & Família + friends")),
        new MediaFolder(4, "Music", MediaFolder.Kind.MUSIC, List.of("/data/music")));
  }

  /** The libraries. */
  public List<MediaFolder> libraries() {
    return libraries;
  }

  /** The library of a number. */
  public Optional<MediaFolder> library(int number) {
    return libraries.stream().filter(one -> one.number() == number).findFirst();
  }

  /** The library whose folder a path lies in, the innermost one. */
  public Optional<MediaFolder> holding(String path) {
    return libraries.stream()
        .filter(one -> !one.holding(path).isEmpty())
        .max(java.util.Comparator.comparingInt(one -> one.holding(path).length()));
  }

  /** Puts a file on the disk. Nobody sees it before a scan. */
  public synchronized void put(String path) {
    files.add(path);
  }

  /** Files on the disk. */
  public synchronized List<String> files() {
    return List.copyOf(files);
  }

  /** Begins to scan a library, or what lies at a path in it; an empty path for all. */
  public synchronized void scan(MediaFolder library, String path) {
    settle();
    Instant now = Instant.now();
    scans.add(new Scan(library.number(), path, now, now.plus(scanTime)));
  }

  /** Ends scans before they have found anything. */
  public synchronized void cancel(MediaFolder library) {
    settle();
    scans.removeIf(scan -> scan.library() == library.number());
  }

  /** How far the scan of a library is, 0 to 1; null when there is none. */
  public synchronized @Nullable Double progress(MediaFolder library) {
    settle();
    return scans.stream()
        .filter(scan -> scan.library() == library.number())
        .findFirst()
        .map(this::progress)
        .orElse(null);
  }

  private double progress(Scan scan) {
    double passed = Duration.between(scan.begun(), Instant.now()).toMillis();
    return Math.min(0.99, passed / Math.max(1, scanTime.toMillis()));
  }

  /** When the last scan of a library ended. */
  public synchronized Instant scannedAt(MediaFolder library) {
    settle();
    return scanned.getOrDefault(library.number(), Instant.EPOCH);
  }

  /** What was found and fits, in the order in which it was found. */
  public synchronized List<MediaEntry> entries(Predicate<MediaEntry> fits) {
    settle();
    return entries.values().stream().filter(fits).toList();
  }

  private void settle() {
    Instant now = Instant.now();
    List<Scan> ended = scans.stream().filter(scan -> !scan.ends().isAfter(now)).toList();
    ended.forEach(this::finish);
    scans.removeAll(ended);
  }

  private synchronized void finish(Scan scan) {
    scanned.put(scan.library(), scan.ends());
    Map<String, Integer> known = new HashMap<>();
    entries.values().forEach(entry -> known.put(entry.path(), entry.id()));
    for (String file : files) {
      boolean looked = scan.scope().isEmpty() || MediaFolder.within(file, scan.scope());
      if (looked && !known.containsKey(file)) {
        holding(file)
            .filter(library -> library.number() == scan.library())
            .ifPresent(library -> finds.add(file, library, scan.ends(), known, entries));
      }
    }
  }
}
