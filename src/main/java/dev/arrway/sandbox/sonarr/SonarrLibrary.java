package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.arr.ArrState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The series and episodes of a simulated Sonarr. Every method may be called from any thread, so a
 * test can change the library behind a client's back.
 */
public final class SonarrLibrary {
  private static final List<String> FILES =
      List.of("SDTV", "HDTV-720p", "WEBDL-720p", "WEBDL-1080p", "WEBRip-1080p", "Bluray-1080p");

  private final ArrState state;
  private final Catalogue catalogue;
  private final SandboxSettings settings;
  private final Map<Integer, Series> series = new TreeMap<>();
  private final Map<Integer, List<Episode>> episodes = new TreeMap<>();
  private final Map<Integer, Integer> byTvdb = new HashMap<>();
  private int lastId;
  private int lastFile;
  private int nextTitle;

  SonarrLibrary(ArrState state, Catalogue catalogue) {
    this.state = state;
    this.catalogue = catalogue;
    this.settings = state.settings();
    this.nextTitle = settings.offset();
    addSeries(settings.size());
    SonarrPast.fill(state, this);
    state.commands().onStart(this::search);
  }

  /** Everything that can be looked up. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** All series by id. */
  public synchronized List<Series> list() {
    return List.copyOf(series.values());
  }

  /** How many there are. */
  public synchronized int size() {
    return series.size();
  }

  /** The series of Sonarr's own id. */
  public synchronized Optional<Series> get(int id) {
    return Optional.ofNullable(series.get(id));
  }

  /** The series of a TVDB id. */
  public synchronized Optional<Series> byTvdb(int tvdbId) {
    return Optional.ofNullable(byTvdb.get(tvdbId)).map(series::get);
  }

  /** The episodes of a series, specials first; none when there is no such series. */
  public synchronized List<Episode> episodes(int seriesId) {
    return episodes.getOrDefault(seriesId, List.of());
  }

  /** All episodes. */
  public synchronized Stream<Episode> episodes() {
    return List.copyOf(episodes.values()).stream().flatMap(List::stream);
  }

  /** One episode; its series' id is in its own. */
  public Optional<Episode> episode(int id) {
    return episodes(id / 100).stream().filter(one -> one.id() == id).findFirst();
  }

  /** Adds the next titles of the catalogue that are not yet in the library; gives how many. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized int addSeries(int count) {
    var added = 0;
    while (added < count && nextTitle < catalogue.size()) {
      var title = catalogue.part(nextTitle, 1).get(0);
      nextTitle++;
      if (!byTvdb.containsKey(title.id())) {
        invent(title);
        added++;
      }
    }
    return added;
  }

  /** Adds a title as {@code POST /series} does, without files; empty when it is there already. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Series> add(
      Title title, UnaryOperator<Series> how, UnaryOperator<Episode> eachEpisode) {
    if (byTvdb.containsKey(title.id())) {
      return Optional.empty();
    }
    var added = keep(how.apply(blank(title)));
    episodes.put(added.id(), EpisodePlan.of(title, added.id()).stream().map(eachEpisode).toList());
    SeriesHooks.added(state, added);
    return Optional.of(added);
  }

  private Series blank(Title title) {
    var folder = state.vendor().folder();
    return new Series(
        ++lastId,
        title,
        true,
        "standard",
        true,
        1,
        folder,
        folder + "/" + title.folder(),
        List.of(),
        Instant.now(),
        List.of(0));
  }

  /** Changes a series; empty when there is none. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Series> change(int id, UnaryOperator<Series> how) {
    return get(id).map(how).map(this::keep);
  }

  /** Changes an episode; empty when there is none. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Episode> changeEpisode(int id, UnaryOperator<Episode> how) {
    episodes.computeIfPresent(
        id / 100,
        (key, all) -> all.stream().map(one -> one.id() == id ? how.apply(one) : one).toList());
    return episode(id);
  }

  /** Gives an episode a file of this quality, as after an import. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<Episode> importFile(int episodeId, String quality) {
    var file =
        new EpisodeFile(++lastFile, state.vendor().quality(quality), 1_500_000_000L, Instant.now());
    var before = episode(episodeId).map(Episode::file);
    var changed = changeEpisode(episodeId, episode -> episode.file(file));
    changed.ifPresent(
        episode -> {
          SonarrPast.imported(state, this, episode, file);
          get(episode.seriesId())
              .ifPresent(
                  one -> SeriesHooks.imported(state, one, episode, file, before.orElse(null)));
        });
    return changed;
  }

  /** Sends a release of an episode to the download client; gives its download id. */
  public synchronized Optional<String> grab(int episodeId, String quality) {
    var found = episode(episodeId);
    var file = new EpisodeFile(0, state.vendor().quality(quality), 1_500_000_000L, Instant.now());
    found.ifPresent(
        episode ->
            get(episode.seriesId())
                .ifPresent(
                    one -> {
                      SonarrPast.grabbed(state, one, episode, file);
                      SeriesHooks.grabbed(state, one, episode, file);
                    }));
    return found.map(episode -> SonarrPast.hash(episode.id()));
  }

  /** Takes the file of an episode away; whether there was one. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean removeFile(int episodeId) {
    var found = episode(episodeId).filter(Episode::hasFile);
    found.ifPresent(
        episode -> {
          var ignored = changeEpisode(episodeId, same -> same.file(null));
          get(episode.seriesId())
              .ifPresent(
                  one -> {
                    SonarrPast.fileDeleted(state, one, episode);
                    SeriesHooks.fileDeleted(state, one, episode);
                  });
        });
    return found.isPresent();
  }

  private void search(String name, JsonObject body) {
    switch (name) {
      case "EpisodeSearch" ->
          body.getJsonArray("episodeIds", new JsonArray()).forEach(id -> search((Integer) id));
      case "SeasonSearch" -> searchAll(body, one -> one.season() == number(body, "seasonNumber"));
      case "SeriesSearch" -> searchAll(body, Episode::monitored);
      default -> {}
    }
  }

  private static int number(JsonObject body, String field) {
    return body.getInteger(field, -1);
  }

  private void searchAll(JsonObject body, Predicate<Episode> which) {
    episodes(number(body, "seriesId")).stream().filter(which).forEach(one -> search(one.id()));
  }

  /** Searches: a missing episode of an odd id is found at once, and downloaded. */
  private synchronized void search(int id) {
    changeEpisode(id, one -> one.searched(Instant.now()))
        .filter(one -> !one.hasFile() && id % 2 == 1)
        .ifPresent(one -> SonarrPast.grabbed(state, this, one));
  }

  /** Removes a series with its episodes; whether there was one. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean remove(int id) {
    var one = series.remove(id);
    if (one == null) {
      return false;
    }
    episodes.remove(id);
    byTvdb.remove(one.title().id());
    state.queue().removeIf(row -> Integer.valueOf(id).equals(row.getInteger("seriesId")));
    SeriesHooks.deleted(state, one);
    return true;
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private Series keep(Series one) {
    series.put(one.id(), one);
    byTvdb.put(one.title().id(), one.id());
    return one;
  }

  /** Every detail follows from the seed and the title. */
  private void invent(Title title) {
    var random = new SplittableRandom(settings.seed() * 31 + title.id());
    var profile = 1 + random.nextInt(4);
    var monitored = random.nextInt(100) < 85;
    var tags = random.nextInt(5) == 0 ? List.of(1 + random.nextInt(3)) : List.<Integer>of();
    var one = keep(blank(title).settings(monitored, "standard", true, profile).tags(tags));
    var have = 20 + random.nextInt(81);
    episodes.put(
        one.id(),
        EpisodePlan.of(title, one.id()).stream()
            .map(
                episode ->
                    random.nextInt(100) < have && episode.airs().isBefore(Instant.now())
                        ? episode.file(file(random, episode))
                        : episode)
            .toList());
  }

  private EpisodeFile file(SplittableRandom random, Episode episode) {
    var quality = state.vendor().quality(FILES.get(random.nextInt(FILES.size())));
    var size = (200L + quality.resolution() + random.nextInt(900)) * 1_000_000L;
    return new EpisodeFile(++lastFile, quality, size, episode.airs().plus(1, ChronoUnit.DAYS));
  }
}
