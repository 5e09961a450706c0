package dev.arrway.upstream.sonarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.shared.arr.ArrApi;
import dev.arrway.upstream.shared.arr.ArrValues;
import dev.arrway.upstream.shared.arr.ArrWire;
import dev.arrway.upstream.shared.arr.CommonEditor;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells a Sonarr what to do. */
final class SonarrEditor extends CommonEditor {
  SonarrEditor(ArrApi api) {
    super(api, "/importlistexclusion");
  }

  @Override
  public Future<LibraryItem> add(ArrCommand.AddTitle change, Ask ask) {
    Integer tvdbId = change.title().tvdbId();
    if (tvdbId == null) {
      return Future.failedFuture(
          Failure.invalid("tvdb_id", "is needed to add a series").asException());
    }
    Failure unplaced = unplaced(change.title());
    if (unplaced != null) {
      return Future.failedFuture(unplaced.asException());
    }
    Future<Optional<LibraryItem>> already =
        change.unsure() ? find(tvdbId, ask) : Future.succeededFuture(Optional.empty());
    return already.compose(
        found ->
            found
                .map(Future::succeededFuture)
                .orElseGet(() -> addNew(tvdbId, change.title(), ask)));
  }

  private Future<Optional<LibraryItem>> find(int tvdbId, Ask ask) {
    return api.list(
            api.get("series.find", "/series", ask).query("tvdbId", tvdbId),
            SonarrWire.Series.class,
            SonarrMapper::library)
        .map(series -> series.stream().filter(it -> asked(tvdbId, it)).findFirst());
  }

  /** What the look-up gives is what Sonarr wants back, with what the user decides. */
  private Future<LibraryItem> addNew(int tvdbId, NewTitle title, Ask ask) {
    return api.send(api.get("series.lookup", "/series/lookup", ask).query("term", "tvdb:" + tvdbId))
        .map(answer -> lookedUp(tvdbId, answer))
        .compose(
            series -> {
              fill(series, title);
              return post(series, ask)
                  .recover(cause -> withLanguage(cause, series, ask))
                  .map(
                      answer ->
                          SonarrMapper.library(WireJson.read(answer, SonarrWire.Series.class)))
                  .map(item -> confirmed(item, asked(tvdbId, item)));
            });
  }

  /** A server that does not know the query answers with its whole library. */
  private static boolean asked(int tvdbId, LibraryItem item) {
    return Objects.equals(item.tvdbId(), tvdbId);
  }

  private Future<HttpAnswer> post(ObjectNode series, Ask ask) {
    return edits.send(api.post("series.add", "/series", ask).body(HttpBody.json(series)));
  }

  private static ObjectNode lookedUp(int tvdbId, HttpAnswer answer) {
    for (JsonNode one : WireJson.readTree(answer)) {
      if (one instanceof ObjectNode series && series.path("tvdbId").asInt() == tvdbId) {
        return series;
      }
    }
    throw new Failure(
            FailureCode.UPSTREAM_REJECTED,
            "Sonarr finds no series of this id.",
            null,
            List.of(new FieldError("tvdb_id", "is not known to Sonarr")))
        .asException();
  }

  private static void fill(ObjectNode series, NewTitle title) {
    series.remove("id");
    series.put("qualityProfileId", title.qualityProfileId());
    series.put("rootFolderPath", title.rootFolder());
    series.put("monitored", title.monitored());
    series.put("seasonFolder", Objects.requireNonNullElse(title.seasonFolder(), true));
    series.put("seriesType", Objects.requireNonNullElse(title.seriesType(), "standard"));
    var tags = series.putArray("tags");
    title.tags().forEach(tags::add);
    series
        .putObject("addOptions")
        .put("monitor", ArrValues.camel(Objects.requireNonNullElse(title.monitor(), "all")))
        .put("searchForMissingEpisodes", title.search())
        .put("searchForCutoffUnmetEpisodes", false);
  }

  /** Sonarr 3 alone asks for a language profile; 4 answers the list with a placeholder. */
  private Future<HttpAnswer> withLanguage(Throwable cause, ObjectNode series, Ask ask) {
    boolean asked =
        cause instanceof FailureException known
            && known.failure().errors().stream()
                .anyMatch(error -> error.field().equals("language_profile_id"));
    if (!asked) {
      return Future.failedFuture(cause);
    }
    return api.list(
            api.get("languageprofile.list", "/languageprofile", ask),
            ArrWire.Named.class,
            profile -> ArrValues.required(profile.id(), "id"))
        .compose(
            ids ->
                ids.isEmpty()
                    ? Future.failedFuture(cause)
                    : post(series.put("languageProfileId", ids.get(0)), ask));
  }

  @Override
  public Future<CommandState> search(ArrCommand.StartSearch change, Ask ask) {
    boolean nothing = change.target().episodeIds().isEmpty() && change.target().seriesId() == null;
    return nothing
        ? Future.failedFuture(
            Failure.invalid("episode_ids", "or series_id are what a Sonarr searches for")
                .asException())
        : edits.search(change, ask);
  }
}
