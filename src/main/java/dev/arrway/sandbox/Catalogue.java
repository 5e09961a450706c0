package dev.arrway.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;

/**
 * All titles that a simulated server can look up, and the order in which libraries take them.
 *
 * <p>The stored titles come first, shuffled by the seed; generated ones follow in a fixed order.
 * Reading it takes about a fifth of a second and blocks: do it off the event loop.
 */
public final class Catalogue {
  private static final int FOUND_AT_MOST = 20;

  /** A real film among the invented ones, for the examples in the documentation. */
  private static final Title THE_MATRIX =
      new Title(603, "tt0133093", "The Matrix", "The Matrix", 1999, List.of());

  private final List<Title> titles;
  private final List<String> clean;
  private final Map<Integer, Title> byId = new HashMap<>();

  private Catalogue(List<Title> titles) {
    this.titles = titles;
    this.clean = titles.stream().map(Title::clean).toList();
    titles.forEach(title -> byId.putIfAbsent(title.id(), title));
  }

  /**
   * Returns films: the 10,000 stored ones, generated ones up to {@code atLeast}, and finally The
   * Matrix (TMDB id 603).
   */
  public static Catalogue movies(long seed, int atLeast) {
    List<Title> titles = read("movies.jsonl.gz", "tmdbId", seed, atLeast, GeneratedTitles::movie);
    titles.add(THE_MATRIX);
    return new Catalogue(titles);
  }

  /** Series: the 3,000 stored ones and as many more as {@code atLeast} asks for. */
  public static Catalogue series(long seed, int atLeast) {
    return new Catalogue(read("series.jsonl.gz", "tvdbId", seed, atLeast, GeneratedTitles::series));
  }

  private static List<Title> read(
      String file, String key, long seed, int atLeast, IntFunction<Title> more) {
    var titles = new ArrayList<Title>();
    var stream = Catalogue.class.getResourceAsStream("/sandbox/" + file);
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(stream, file)),
                StandardCharsets.UTF_8))) {
      reader.lines().map(JsonObject::new).map(row -> title(row, key)).forEach(titles::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.shuffle(titles, new Random(seed));
    for (var i = titles.size(); i < atLeast; i++) {
      titles.add(more.apply(i));
    }
    return titles;
  }

  private static Title title(JsonObject row, String key) {
    return new Title(
        row.getInteger(key),
        Objects.requireNonNullElse(row.getString("imdbId"), ""),
        row.getString("title"),
        row.getString("originalTitle"),
        row.getInteger("year"),
        row.getJsonArray("alternateTitles", new JsonArray()).stream()
            .map(alternate -> ((JsonObject) alternate).getString("title"))
            .toList());
  }

  /** Titles {@code from} to {@code from + count} in the order of libraries; fewer at the end. */
  public List<Title> part(int from, int count) {
    var start = Math.min(from, titles.size());
    return List.copyOf(titles.subList(start, Math.min(titles.size(), start + count)));
  }

  /** How many titles there are. */
  public int size() {
    return titles.size();
  }

  /** The title of this TMDB or TVDB id. */
  public Optional<Title> byId(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The title of this IMDb id. */
  public Optional<Title> byImdb(String imdbId) {
    return imdbId.isEmpty()
        ? Optional.empty()
        : titles.stream().filter(title -> title.imdbId().equalsIgnoreCase(imdbId)).findFirst();
  }

  /**
   * Up to 20 titles for free text: the same title first, then ones that begin with it, then ones
   * that hold it. A year at the end of the text narrows the search.
   */
  public List<Title> search(String text) {
    var query = Query.of(text);
    if (query.clean().isEmpty()) {
      return List.of();
    }
    var best = new ArrayList<List<Title>>(List.of(new ArrayList<>(), new ArrayList<>()));
    best.add(new ArrayList<>());
    for (var i = 0; i < titles.size(); i++) {
      var rank = rank(clean.get(i), titles.get(i), query);
      if (rank < best.size() && best.get(rank).size() < FOUND_AT_MOST) {
        best.get(rank).add(titles.get(i));
      }
    }
    return best.stream().flatMap(List::stream).limit(FOUND_AT_MOST).toList();
  }

  private static int rank(String name, Title title, Query query) {
    if (query.year() != 0 && Math.abs(query.year() - title.year()) > 1) {
      return Integer.MAX_VALUE;
    }
    if (name.equals(query.clean())
        || title.alternates().stream().anyMatch(a -> Title.clean(a).equals(query.clean()))) {
      return 0;
    }
    if (name.startsWith(query.clean())) {
      return 1;
    }
    return name.contains(query.clean()) ? 2 : Integer.MAX_VALUE;
  }

  private record Query(String clean, int year) {
    static Query of(String text) {
      var matcher =
          java.util.regex.Pattern.compile("^(.+?)[ (]+((?:19|20)\\d\\d)\\)?$")
              .matcher(text.strip());
      return matcher.matches()
          ? new Query(Title.clean(matcher.group(1)), Integer.parseInt(matcher.group(2)))
          : new Query(Title.clean(text), 0);
    }
  }
}
