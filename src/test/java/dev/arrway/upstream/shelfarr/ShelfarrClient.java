package dev.arrway.upstream.shelfarr;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.arr.ArrClient;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrEditor;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.shared.arr.ArrApi;
import dev.arrway.upstream.shared.arr.ArrDialect;
import dev.arrway.upstream.shared.arr.CommonEditor;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Asks a Shelfarr, which has a library and settings, but neither a queue nor a calendar. */
final class ShelfarrClient implements ArrClient {
  private static final ArrDialect DIALECT = new ArrDialect("Shelfarr", "/shelves/api/v1");

  private final ArrApi api;
  private final ArrEditor editor;

  ShelfarrClient(HttpExchange http, InstanceSpec spec) {
    this.api = new ArrApi(http, spec, DIALECT);
    this.editor = new ShelfarrEditor(api);
  }

  /** A movie as the server writes it. */
  record Movie(long id, String title, int year, int tmdbId) {
    LibraryItem item() {
      return new LibraryItem(
          id, tmdbId, null, null, title, null, null, List.of(), year, null, true, false, null, null,
          1, null, null, 0, null, null, null, List.of());
    }
  }

  private static final class ShelfarrEditor extends CommonEditor {
    ShelfarrEditor(ArrApi api) {
      super(api, "/exclusions");
    }

    @Override
    public Future<LibraryItem> add(ArrCommand.AddTitle change, Ask ask) {
      return unsupported();
    }

    @Override
    public Future<CommandState> search(ArrCommand.StartSearch change, Ask ask) {
      return edits.search(change, ask);
    }
  }

  private static <T> Future<T> unsupported() {
    return Future.failedFuture(
        FailureException.of(FailureCode.NOT_SUPPORTED, "A Shelfarr cannot do this."));
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
    return unsupported();
  }

  @Override
  public Future<Slice<HistoryItem>> history(int offset, int limit, Instant since, Ask ask) {
    return unsupported();
  }

  @Override
  public Future<List<LookupItem>> lookup(String term, Ask ask) {
    return unsupported();
  }

  @Override
  public Future<Slice<WantedItem>> wanted(ArrCommand.GetWanted query, Ask ask) {
    return unsupported();
  }

  @Override
  public Future<List<CalendarItem>> calendar(ArrCommand.GetCalendar query, Ask ask) {
    return unsupported();
  }

  @Override
  public Future<Long> library(Function<List<LibraryItem>, Future<Void>> sink, Ask ask) {
    return api.stream(api.get("movie.list", "/movie", ask), Movie.class, Movie::item, sink);
  }

  @Override
  public Future<LibraryItem> title(long id, Ask ask) {
    return api.find(api.get("movie.get", "/movie/" + id, ask), Movie.class, Movie::item);
  }

  @Override
  public ArrEditor editor() {
    return editor;
  }
}
