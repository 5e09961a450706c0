package dev.arrway.upstream.testvendor;

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
import dev.arrway.kind.arr.ArrClient;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrEditor;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.JsonArrayReader;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.Facts;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Reelbox pages by {@code skip} and {@code take}, and has no history since a time. */
final class ReelboxClient implements ArrClient {
  private static final int EVERYTHING = 100_000;
  private final HttpExchange http;
  private final Credentials.ApiKey key;
  private final ReelboxSettings settings;

  ReelboxClient(HttpExchange http, InstanceSpec spec, ReelboxSettings settings) {
    this.http = http;
    this.key = (Credentials.ApiKey) spec.credentials();
    this.settings = settings;
  }

  @Override
  public ArrEditor editor() {
    return new ReelboxEditor(
        http, call -> call.header("Authorization", "Token " + key.key().reveal()));
  }

  private CallBuilder get(String path, Ask ask) {
    return ask.applyTo(HttpCall.get("reelbox" + path.replace('/', '.'), "/v1" + path))
        .header("Authorization", "Token " + key.key().reveal())
        .query("shelf", settings.shelf());
  }

  private <W> Future<W> one(CallBuilder call, Class<W> type) {
    return http.send(call.build()).map(answer -> WireJson.read(answer, type));
  }

  private <W, T> Future<List<T>> list(String path, Class<W> row, Function<W, T> map, Ask ask) {
    CallBuilder call = get(path, ask);
    return http.send(call.build()).map(answer -> WireJson.readList(answer, call.rows(row, map)));
  }

  private CallBuilder part(String path, int offset, int limit, Ask ask) {
    return get(path, ask).query("skip", offset).query("take", limit);
  }

  @Override
  public Future<ConnectionReport> test(Ask ask) {
    return status(ask).map(s -> new ConnectionReport(s.application(), s.version(), 0));
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return tags(ask)
        .compose(
            tags -> {
              Facts facts = new Facts().count("tags", tags.size());
              tags.forEach(tag -> facts.put("present", "tags", tag.label()));
              return status(ask).map(status -> facts.fingerprint(status.version()));
            });
  }

  @Override
  public Future<SystemStatus> status(Ask ask) {
    return one(get("/about", ask), ReelboxWire.About.class)
        .map(
            about -> {
              if (!about.product().equals("Reelbox")) {
                throw FailureException.of(
                    FailureCode.UPSTREAM_UNEXPECTED,
                    "This is " + about.product() + ", not Reelbox.");
              }
              return ReelboxMapper.status(about);
            });
  }

  @Override
  public Future<List<HealthIssue>> health(Ask ask) {
    return list("/troubles", ReelboxWire.Trouble.class, ReelboxMapper::health, ask);
  }

  @Override
  public Future<List<DiskSpace>> diskSpace(Ask ask) {
    return list("/places", ReelboxWire.Place.class, ReelboxMapper::disk, ask);
  }

  @Override
  public Future<List<RootFolder>> rootFolders(Ask ask) {
    return list("/places", ReelboxWire.Place.class, ReelboxMapper::folder, ask);
  }

  @Override
  public Future<List<ArrTag>> tags(Ask ask) {
    return list("/words", ReelboxWire.Word.class, ReelboxMapper::tag, ask);
  }

  @Override
  public Future<List<ArrIndexer>> indexers(Ask ask) {
    return list("/sources", ReelboxWire.Source.class, ReelboxMapper::indexer, ask);
  }

  @Override
  public Future<Slice<QueueItem>> queue(int offset, int limit, Ask ask) {
    return one(part("/loads", offset, limit, ask), ReelboxWire.Loads.class)
        .map(p -> new Slice<>(p.rows().stream().map(ReelboxMapper::queue).toList(), p.count()));
  }

  @Override
  public Future<Slice<HistoryItem>> history(int offset, int limit, Instant since, Ask ask) {
    CallBuilder call = part("/past", offset, limit, ask);
    if (since != null) {
      call.query("from", since.getEpochSecond());
    }
    return one(call, ReelboxWire.Pasts.class)
        .map(p -> new Slice<>(p.rows().stream().map(ReelboxMapper::history).toList(), p.count()));
  }

  @Override
  public Future<List<LookupItem>> lookup(String term, Ask ask) {
    return one(get("/find", ask).query("words", term), ReelboxWire.Films.class)
        .map(p -> p.rows().stream().map(ReelboxMapper::lookup).toList());
  }

  @Override
  public Future<Slice<WantedItem>> wanted(ArrCommand.GetWanted query, Ask ask) {
    CallBuilder call =
        query.all()
            ? part("/lacking", 0, EVERYTHING, ask)
            : part("/lacking", query.offset(), query.limit(), ask);
    call.query("poor", query.kind() == WantedKind.CUTOFF)
        .query("watched", query.monitored() == null || query.monitored());
    return one(call, ReelboxWire.Films.class)
        .map(p -> new Slice<>(p.rows().stream().map(ReelboxMapper::wanted).toList(), p.count()));
  }

  @Override
  public Future<List<CalendarItem>> calendar(ArrCommand.GetCalendar query, Ask ask) {
    return list("/premieres", ReelboxWire.Premiere.class, ReelboxMapper::calendar, ask)
        .map(
            items ->
                items.stream()
                    .filter(item -> query.unmonitored() || item.monitored())
                    .filter(item -> item.within(query.from(), query.to()))
                    .toList());
  }

  @Override
  public Future<Long> library(Function<List<LibraryItem>, Future<Void>> sink, Ask ask) {
    CallBuilder call = get("/films", ask).limits(CallLimits.STREAMED);
    return http.stream(
        call.build(),
        JsonArrayReader.of(
            () -> call.rows(ReelboxWire.Film.class, ReelboxMapper::library), 10, sink));
  }

  @Override
  public Future<LibraryItem> title(long id, Ask ask) {
    return list("/films", ReelboxWire.Film.class, ReelboxMapper::library, ask)
        .map(all -> all.stream().filter(item -> item.id() == id).findFirst().orElse(null));
  }
}
