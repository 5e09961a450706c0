package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Quality;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The movies of a simulated Radarr. Every method may be called from any thread, so a test can
 * change the library behind a client's back.
 */
public final class RadarrLibrary {
  private static final List<String> FILES =
      List.of("SDTV", "WEBDL-720p", "Bluray-720p", "WEBDL-1080p", "WEBRip-1080p", "Bluray-1080p");
  private static final List<String> GROUPS = List.of("NIMBUS", "QUARTZ", "TINDER", "VESPER");
  private static final int HISTORY_AT_MOST = 2_000;
  private static final int QUEUE_AT_MOST = 6;

  private final ArrState state;
  private final Catalogue catalogue;
  private final SandboxSettings settings;
  private final Map<Integer, Movie> movies = new TreeMap<>();
  private final Map<Integer, Integer> byTmdb = new HashMap<>();
  private int lastId;
  private int lastFile;
  private int nextTitle;

  RadarrLibrary(ArrState state, Catalogue catalogue) {
    this.state = state;
    this.catalogue = catalogue;
    this.settings = state.settings();
    this.nextTitle = settings.offset();
    addMovies(settings.size());
    RadarrPast.fill(state, List.copyOf(movies.values()), HISTORY_AT_MOST, QUEUE_AT_MOST);
    state
        .commands()
        .onStart(
            (name, body) -> {
              if (name.equals("MoviesSearch")) {
                body.getJsonArray("movieIds", new JsonArray()).forEach(id -> search((Integer) id));
              }
            });
  }

  /** Everything that can be looked up. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** All movies by id. */
  public synchronized List<Movie> list() {
    return List.copyOf(movies.values());
  }

  /** How many there are. */
  public synchronized int size() {
    return movies.size();
  }

  /** The movie of Radarr's own id. */
  public synchronized Optional<Movie> get(int id) {
    return Optional.ofNullable(movies.get(id));
  }

  /** The movie of a TMDB id. */
  public synchronized Optional<Movie> byTmdb(int tmdbId) {
    return Optional.ofNullable(byTmdb.get(tmdbId)).map(movies::get);
  }

  /** Adds the next titles of the catalogue that are not yet in the library; gives how many. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized int addMovies(int count) {
    var added = 0;
    while (added < count && nextTitle < catalogue.size()) {
      var title = catalogue.part(nextTitle, 1).get(0);
      nextTitle++;
      if (!byTmdb.containsKey(title.id())) {
        keep(invented(title));
        added++;
      }
    }
    return added;
  }

  /** Adds a title as {@code POST /movie} does, without a file; empty when it is there already. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Movie> add(Title title, UnaryOperator<Movie> how) {
    if (byTmdb.containsKey(title.id())) {
      return Optional.empty();
    }
    var folder = state.vendor().folder();
    var movie =
        new Movie(
            ++lastId,
            title,
            true,
            "released",
            1,
            folder,
            folder + "/" + title.folder(),
            List.of(),
            Instant.now(),
            null,
            null);
    var added = keep(how.apply(movie));
    MovieHooks.added(state, added);
    return Optional.of(added);
  }

  /** Changes a movie; empty when there is none. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Movie> change(int id, UnaryOperator<Movie> how) {
    return get(id).map(how).map(this::keep);
  }

  /** Gives a movie a file of this quality, as after an import. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Movie> importFile(int id, String quality) {
    var before = get(id).map(Movie::file);
    var file =
        new MovieFile(
            ++lastFile, state.vendor().quality(quality), 4_000_000_000L, "NIMBUS", Instant.now());
    var changed = change(id, movie -> movie.file(file));
    changed.ifPresent(
        movie -> {
          RadarrPast.imported(state, movie, file);
          MovieHooks.imported(state, movie, file, before.orElse(null));
        });
    return changed;
  }

  /** Searches: a missing movie of an odd id is found at once, and downloaded. */
  private synchronized void search(int id) {
    change(id, movie -> movie.searched(Instant.now()))
        .filter(movie -> !movie.hasFile() && id % 2 == 1)
        .ifPresent(
            movie -> {
              RadarrPast.grabbed(state, movie);
              var quality = state.vendor().quality("WEBDL-1080p");
              var file = new MovieFile(0, quality, 6_000_000_000L, "QUARTZ", Instant.now());
              MovieHooks.grabbed(state, movie, file);
            });
  }

  /** Sends a release of this quality to the download client; gives its download id. */
  public synchronized Optional<String> grab(int id, String quality) {
    var movie = get(id);
    var file =
        new MovieFile(0, state.vendor().quality(quality), 4_000_000_000L, "NIMBUS", Instant.now());
    movie.ifPresent(
        one -> {
          RadarrPast.grabbed(state, one, file);
          MovieHooks.grabbed(state, one, file);
        });
    return movie.map(RadarrLibrary::hash);
  }

  /** Notes that the file has another name now; whether there is one. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean rename(int id) {
    var movie = get(id).filter(Movie::hasFile);
    movie.ifPresent(
        one -> {
          RadarrPast.renamed(state, one);
          MovieHooks.renamed(state, one);
        });
    return movie.isPresent();
  }

  /** Takes the file of a movie away; whether there was one. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean removeFile(int id) {
    var movie = get(id).filter(Movie::hasFile);
    movie.ifPresent(
        one -> {
          var ignored = change(id, same -> same.file(null));
          RadarrPast.fileDeleted(state, one, "Manual");
          MovieHooks.fileDeleted(state, one, "manual");
        });
    return movie.isPresent();
  }

  /** Removes a movie; whether there was one. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean remove(int id) {
    var movie = movies.remove(id);
    if (movie == null) {
      return false;
    }
    byTmdb.remove(movie.title().id());
    state.queue().removeIf(row -> Integer.valueOf(id).equals(row.getInteger("movieId")));
    MovieHooks.deleted(state, movie);
    return true;
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private Movie keep(Movie movie) {
    movies.put(movie.id(), movie);
    byTmdb.put(movie.title().id(), movie.id());
    return movie;
  }

  /** Every detail follows from the seed and the title. */
  private Movie invented(Title title) {
    var random = new SplittableRandom(settings.seed() * 31 + title.id());
    var added = Instant.parse("2024-01-01T00:00:00Z").plus(random.nextInt(900), ChronoUnit.DAYS);
    var folder =
        random.nextInt(10) == 0 ? state.vendor().folder() + "-4k" : state.vendor().folder();
    return new Movie(
        ++lastId,
        title,
        random.nextInt(100) < 85,
        "released",
        1 + random.nextInt(4),
        folder,
        folder + "/" + title.folder(),
        random.nextInt(5) == 0 ? List.of(1 + random.nextInt(3)) : List.of(),
        added,
        random.nextInt(100) < 65 ? file(random, added) : null,
        null);
  }

  private MovieFile file(SplittableRandom random, Instant added) {
    Quality quality = state.vendor().quality(FILES.get(random.nextInt(FILES.size())));
    var size = (700L + 2L * quality.resolution() + random.nextInt(4_000)) * 1_000_000L;
    return new MovieFile(
        ++lastFile,
        quality,
        size,
        GROUPS.get(random.nextInt(GROUPS.size())),
        added.plus(1, ChronoUnit.HOURS));
  }

  /** The name a release of this movie has. */
  static String release(Movie movie, Quality quality, String group) {
    var name = movie.title().dotted();
    return name + "." + movie.title().year() + "." + quality.tag() + ".x264-" + group;
  }

  static String hash(Movie movie) {
    return String.format("%08X", movie.title().id() * 2_654_435_761L & 0xffff_ffffL).repeat(5);
  }

  static JsonArray languages() {
    return new JsonArray().add(Wire.english());
  }
}
