package dev.arrway.sandbox.media;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.Title;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what a file is by the names of its folders, as media servers do. */
final class Finds {
  private static final Pattern NAMED = Pattern.compile("(.+?) \\((\\d{4})\\).*");
  private static final Pattern EPISODE = Pattern.compile(".*[sS](\\d{1,3})[eE](\\d{1,4}).*");

  private final Map<String, Title> movies = new HashMap<>();
  private final Map<String, Title> series = new HashMap<>();

  Finds(Catalogue movies, Catalogue series) {
    movies.part(0, movies.size()).forEach(it -> this.movies.putIfAbsent(it.folder(), it));
    series.part(0, series.size()).forEach(it -> this.series.putIfAbsent(it.folder(), it));
  }

  void add(
      String file,
      MediaFolder library,
      Instant at,
      Map<String, Integer> known,
      Map<Integer, MediaEntry> entries) {
    String place = file.substring(library.holding(file).length() + 1);
    String first = place.indexOf('/') < 0 ? place : place.substring(0, place.indexOf('/'));
    String folder = library.holding(file) + "/" + first;
    switch (library.kind()) {
      case MOVIES -> entry(entries, movie(next(entries), file, name(first), library, at));
      case SERIES -> {
        Matcher episode = EPISODE.matcher(place);
        if (episode.matches()) {
          int show =
              known.computeIfAbsent(
                  folder,
                  path -> entry(entries, show(next(entries), path, name(first), library, at)));
          entry(entries, episode(next(entries), file, show, episode, library, at));
        }
      }
      case MUSIC -> {}
    }
  }

  private static int next(Map<Integer, MediaEntry> entries) {
    return 1_001 + entries.size();
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private static int entry(Map<Integer, MediaEntry> entries, MediaEntry entry) {
    entries.put(entry.id(), entry);
    return entry.id();
  }

  private static String name(String part) {
    return part.replaceFirst("\\.[A-Za-z0-9]{2,4}$", "");
  }

  private MediaEntry movie(int id, String file, String name, MediaFolder library, Instant at) {
    Title title = movies.get(name);
    return titled(MediaEntry.Kind.MOVIE, id, file, name, title, library, at);
  }

  private MediaEntry show(int id, String path, String name, MediaFolder library, Instant at) {
    return titled(MediaEntry.Kind.SHOW, id, path, name, series.get(name), library, at);
  }

  private static MediaEntry titled(
      MediaEntry.Kind kind,
      int id,
      String path,
      String name,
      @Nullable Title title,
      MediaFolder library,
      Instant at) {
    Matcher named = NAMED.matcher(name);
    boolean dated = named.matches();
    boolean movie = kind == MediaEntry.Kind.MOVIE;
    return new MediaEntry(
        id,
        kind,
        library.number(),
        0,
        title != null ? title.title() : dated ? named.group(1) : name,
        title != null ? title.year() : dated ? Integer.parseInt(named.group(2)) : 0,
        title != null && movie ? title.id() : 0,
        title != null && !movie ? title.id() : 0,
        title != null ? title.imdbId() : "",
        path,
        0,
        0,
        at);
  }

  private static MediaEntry episode(
      int id, String file, int show, Matcher numbers, MediaFolder library, Instant at) {
    int episode = Integer.parseInt(numbers.group(2));
    return new MediaEntry(
        id,
        MediaEntry.Kind.EPISODE,
        library.number(),
        show,
        "Episode " + episode,
        0,
        0,
        0,
        "",
        file,
        Integer.parseInt(numbers.group(1)),
        episode,
        at);
  }
}
