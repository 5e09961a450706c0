package dev.arrway.upstream.radarr;

import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.shared.arr.ArrApi;
import dev.arrway.upstream.shared.arr.ArrValues;
import dev.arrway.upstream.shared.arr.CommonEditor;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells a Radarr what to do. */
final class RadarrEditor extends CommonEditor {
  RadarrEditor(ArrApi api) {
    super(api, "/exclusions");
  }

  @Override
  public Future<LibraryItem> add(ArrCommand.AddTitle change, Ask ask) {
    NewTitle title = change.title();
    Integer tmdbId = title.tmdbId();
    if (tmdbId == null) {
      return Future.failedFuture(
          Failure.invalid("tmdb_id", "is needed to add a movie").asException());
    }
    Failure unplaced = unplaced(title);
    if (unplaced != null) {
      return Future.failedFuture(unplaced.asException());
    }
    Future<Optional<LibraryItem>> already =
        change.unsure() ? find(tmdbId, ask) : Future.succeededFuture(Optional.empty());
    return already.compose(
        found -> found.map(Future::succeededFuture).orElseGet(() -> post(tmdbId, title, ask)));
  }

  private Future<Optional<LibraryItem>> find(int tmdbId, Ask ask) {
    return api.list(
            api.get("movie.find", "/movie", ask).query("tmdbId", tmdbId),
            RadarrWire.Movie.class,
            RadarrMapper::library)
        .map(movies -> movies.stream().filter(it -> asked(tmdbId, it)).findFirst());
  }

  private Future<LibraryItem> post(int tmdbId, NewTitle title, Ask ask) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("tmdbId", tmdbId);
    body.put("qualityProfileId", title.qualityProfileId());
    body.put("rootFolderPath", title.rootFolder());
    body.put("monitored", title.monitored());
    body.put(
        "minimumAvailability",
        ArrValues.camel(Objects.requireNonNullElse(title.minimumAvailability(), "announced")));
    body.put("tags", title.tags());
    body.put(
        "addOptions",
        Map.of(
            "monitor",
            ArrValues.camel(Objects.requireNonNullElse(title.monitor(), "movie_only")),
            "searchForMovie",
            title.search()));
    return edits
        .send(api.post("movie.add", "/movie", ask).body(HttpBody.json(body)))
        .map(answer -> RadarrMapper.library(WireJson.read(answer, RadarrWire.Movie.class)))
        .map(item -> confirmed(item, asked(tmdbId, item)));
  }

  /** A server that does not know the query answers with its whole library. */
  private static boolean asked(int tmdbId, LibraryItem item) {
    return Objects.equals(item.tmdbId(), tmdbId);
  }

  @Override
  public Future<CommandState> search(ArrCommand.StartSearch change, Ask ask) {
    if (change.target().movieIds().isEmpty()) {
      return Future.failedFuture(
          Failure.invalid("movie_ids", "are what a Radarr searches for").asException());
    }
    return edits.search(change, ask);
  }
}
