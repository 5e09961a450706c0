package dev.arrway.upstream.radarr;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.kind.arr.ArrClient;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrEditor;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.Param;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.shared.arr.ArrApi;
import dev.arrway.upstream.shared.arr.ArrDialect;
import dev.arrway.upstream.shared.arr.ArrGauges;
import dev.arrway.upstream.shared.arr.ArrHistory;
import dev.arrway.upstream.shared.arr.Listing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks a Radarr. */
final class RadarrClient implements ArrClient {
  private static final ArrDialect DIALECT = new ArrDialect("Radarr", "/api/v3");

  private static final Listing<RadarrWire.HistoryRow, HistoryItem> HISTORY =
      new Listing<>(
          "history.list",
          "/history",
          List.of(),
          "date",
          false,
          RadarrWire.HistoryRow.class,
          RadarrMapper::history,
          HistoryItem::id);

  private final ArrApi api;
  private final RadarrSettings settings;
  private final RadarrEditor editor;

  RadarrClient(HttpExchange http, InstanceSpec spec, RadarrSettings settings) {
    this.api = new ArrApi(http, spec, DIALECT);
    this.settings = settings;
    this.editor = new RadarrEditor(api);
  }

  @Override
  public ArrEditor editor() {
    return editor;
  }

  @Override
  public Future<ConnectionReport> test(Ask ask) {
    return api.test(ask);
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return api.fingerprint(ask);
  }

  @Override
  public Future<Gauges> gauges(Ask ask) {
    return new ArrGauges(api).read(ask);
  }

  @Override
  public Future<SystemStatus> status(Ask ask) {
    return api.status(ask);
  }

  @Override
  public Future<List<HealthIssue>> health(Ask ask) {
    return api.health(ask);
  }

  @Override
  public Future<List<DiskSpace>> diskSpace(Ask ask) {
    return api.diskSpace(ask);
  }

  @Override
  public Future<List<RootFolder>> rootFolders(Ask ask) {
    return api.rootFolders(ask);
  }

  @Override
  public Future<List<ArrTag>> tags(Ask ask) {
    return api.tags(ask);
  }

  @Override
  public Future<List<ArrIndexer>> indexers(Ask ask) {
    return api.indexers(ask);
  }

  @Override
  public Future<Slice<QueueItem>> queue(int offset, int limit, Ask ask) {
    return api.part(queue(), offset, limit, ask);
  }

  private Listing<RadarrWire.QueueRow, QueueItem> queue() {
    return new Listing<>(
        "queue.list",
        "/queue",
        List.of(
            new Param(
                "includeUnknownMovieItems", String.valueOf(settings.arr().unknownQueueItems()))),
        "title",
        true,
        RadarrWire.QueueRow.class,
        RadarrMapper::queue,
        QueueItem::id);
  }

  @Override
  public Future<Slice<HistoryItem>> history(
      int offset, int limit, @Nullable Instant since, Ask ask) {
    return since == null
        ? api.part(HISTORY, offset, limit, ask)
        : ArrHistory.since(api, HISTORY, since, ask)
            .map(items -> ArrHistory.part(items, ask.skipped().count(), offset, limit));
  }

  @Override
  public Future<List<LookupItem>> lookup(String term, Ask ask) {
    return api.list(
        api.get("movie.lookup", "/movie/lookup", ask).query("term", term),
        RadarrWire.Movie.class,
        RadarrMapper::lookup);
  }

  @Override
  public Future<Slice<WantedItem>> wanted(ArrCommand.GetWanted query, Ask ask) {
    Listing<RadarrWire.Movie, WantedItem> listing = wanted(query);
    return query.all()
        ? api.all(listing, ask)
        : api.part(listing, query.offset(), query.limit(), ask);
  }

  private static Listing<RadarrWire.Movie, WantedItem> wanted(ArrCommand.GetWanted query) {
    List<Param> params = new ArrayList<>();
    Boolean monitored = query.monitored();
    if (monitored != null) {
      params.add(new Param("monitored", monitored.toString()));
    }
    boolean missing = query.kind() == WantedKind.MISSING;
    return new Listing<>(
        missing ? "wanted.missing" : "wanted.cutoff",
        missing ? "/wanted/missing" : "/wanted/cutoff",
        params,
        "movieMetadata.sortTitle",
        true,
        RadarrWire.Movie.class,
        RadarrMapper::wanted,
        WantedItem::id);
  }

  @Override
  public Future<List<CalendarItem>> calendar(ArrCommand.GetCalendar query, Ask ask) {
    return api.calendar(
        api.get("calendar.list", "/calendar", ask),
        query,
        RadarrWire.Movie.class,
        RadarrMapper::calendar);
  }

  @Override
  public Future<Long> library(Function<List<LibraryItem>, Future<Void>> sink, Ask ask) {
    return api.stream(
        api.get("movie.list", "/movie", ask).query("excludeLocalCovers", true),
        RadarrWire.Movie.class,
        RadarrMapper::library,
        sink);
  }

  @Override
  public Future<@Nullable LibraryItem> title(long id, Ask ask) {
    return api.find(
        api.get("movie.get", "/movie/" + id, ask), RadarrWire.Movie.class, RadarrMapper::library);
  }
}
