package dev.arrway.upstream.shared.arr;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.JsonArrayReader;
import dev.arrway.platform.http.JsonPageReader;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API as far as managers of movies and series have it in common: key, shapes and operations.
 * Nothing is served twice: an answer that turns out to be nonsense must not be, and whoever changes
 * a tag or a folder looks for it at once.
 */
public final class ArrApi {
  private static final int BATCH = 500;

  /** Servers send no more than they were asked for, some older ones twice as much. */
  private static final int MOST_ROWS = 2 * PageWindow.LARGEST;

  /** The text of a page is not held, hence only its rows are limited, in number and size. */
  private static final CallLimits PAGE =
      CallLimits.BUFFERED.withMaxBody(CallLimits.BUFFERED_BODY * 16);

  private final HttpExchange http;
  private final Secret key;
  private final String application;
  private final String prefix;
  private final CallLimits streamed;
  private final ArrPages pages = new ArrPages(this);

  /**
   * The API of one instance.
   *
   * @param dialect the server's name and the version of its API
   * @throws FailureException {@code invalid} when the instance has no API key
   */
  public ArrApi(HttpExchange http, InstanceSpec spec, ArrDialect dialect) {
    if (!(spec.credentials() instanceof Credentials.ApiKey apiKey)) {
      throw Failure.invalid("api_key", "is needed for this type of instance").asException();
    }
    this.http = http;
    this.key = apiKey.key();
    this.application = dialect.application();
    this.prefix = dialect.apiPath();
    this.streamed = CallLimits.STREAMED.withFirstByte(spec.timeout());
  }

  /** Begins a GET below the API's path; the key goes into a header, never into a URL. */
  public CallBuilder get(String operation, String path, Ask ask) {
    return below(prefix, operation, path, ask);
  }

  /** Begins a POST below the API's path. */
  public CallBuilder post(String operation, String path, Ask ask) {
    return signed(HttpCall.post(operation, prefix + path), ask);
  }

  /** Begins a PUT below the API's path. */
  public CallBuilder put(String operation, String path, Ask ask) {
    return signed(HttpCall.put(operation, prefix + path), ask);
  }

  /** Begins a DELETE below the API's path. */
  public CallBuilder delete(String operation, String path, Ask ask) {
    return signed(HttpCall.delete(operation, prefix + path), ask);
  }

  private CallBuilder below(String prefix, String operation, String path, Ask ask) {
    return signed(HttpCall.get(operation, prefix + path), ask);
  }

  private CallBuilder signed(CallBuilder call, Ask ask) {
    return ask.applyTo(call).header("X-Api-Key", key);
  }

  /** Sends a call. */
  public Future<HttpAnswer> send(CallBuilder call) {
    return http.send(call.build());
  }

  /** Asks for an object. */
  public <T> Future<T> one(CallBuilder call, Class<T> type) {
    return http.send(call.build()).map(answer -> WireJson.read(answer, type));
  }

  /** Asks for an object that may not be there; null then. */
  public <W, T> Future<@Nullable T> find(CallBuilder call, Class<W> type, Function<W, T> map) {
    return one(call, type)
        .map(map)
        .recover(
            cause ->
                cause instanceof FailureException known
                        && known.failure().code() == FailureCode.UPSTREAM_NOT_FOUND
                    ? Future.succeededFuture()
                    : Future.failedFuture(cause));
  }

  /** Asks for an array. */
  public <W, T> Future<List<T>> list(CallBuilder call, Class<W> row, Function<W, T> map) {
    return http.send(call.build()).map(answer -> WireJson.readList(answer, call.rows(row, map)));
  }

  /** Asks for one page of a list, which is read row by row. */
  <W, T> Future<Slice<T>> page(CallBuilder call, Class<W> row, Function<W, T> map) {
    JsonPageReader<T> reader =
        new JsonPageReader<>(() -> call.rows(row, map), "records", "totalRecords", MOST_ROWS);
    return http.stream(call.limits(PAGE).build(), reader)
        .map(
            page ->
                new Slice<>(
                    ArrValues.required(page.rows(), "records"),
                    ArrValues.required(page.total(), "totalRecords"),
                    page.skipped()));
  }

  /** Asks for rows {@code offset} to {@code offset + limit}, limit 1 to 1,000. */
  public <W, T> Future<Slice<T>> part(Listing<W, T> listing, int offset, int limit, Ask ask) {
    return pages.part(listing, offset, limit, ask);
  }

  /** Walks every page, up to 20,000 rows; each row once. */
  public <W, T> Future<Slice<T>> all(Listing<W, T> listing, Ask ask) {
    return pages.all(listing, ask);
  }

  /**
   * Reads a long array as a stream, which must begin within the instance's time-out.
   *
   * @return how many rows could be read
   */
  public <W, T> Future<Long> stream(
      CallBuilder call, Class<W> row, Function<W, T> map, Function<List<T>, Future<Void>> sink) {
    JsonArrayReader<T> reader = JsonArrayReader.of(() -> call.rows(row, map), BATCH, sink);
    return http.stream(call.limits(streamed).build(), reader);
  }

  /**
   * Reads a calendar, which comes unpaged with whole titles in it, as a stream, so that its size
   * does not matter.
   *
   * @param map what a row stands for; only what lies within the query is kept
   */
  public <W> Future<List<CalendarItem>> calendar(
      CallBuilder call,
      ArrCommand.GetCalendar query,
      Class<W> row,
      Function<W, Stream<CalendarItem>> map) {
    List<CalendarItem> items = new ArrayList<>();
    call.query("start", query.from().truncatedTo(ChronoUnit.DAYS))
        .query("end", query.to())
        .query("unmonitored", query.unmonitored());
    return stream(
            call,
            row,
            map,
            found -> {
              found.stream()
                  .flatMap(each -> each)
                  .filter(item -> item.within(query.from(), query.to()))
                  .forEach(items::add);
              return Future.succeededFuture();
            })
        .map(read -> items);
  }

  /** Whether the right server is there and accepts the key. */
  public Future<ConnectionReport> test(Ask ask) {
    long begun = System.nanoTime();
    return status(ask)
        .recover(cause -> elsewhere(cause, ask))
        .map(
            status ->
                new ConnectionReport(
                    status.application(),
                    status.version(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
  }

  /** What it says of itself; fails with {@code upstream_unexpected} when it is something else. */
  public Future<SystemStatus> status(Ask ask) {
    return one(get("system.status", "/system/status", ask), ArrWire.Status.class)
        .map(ArrMapper::status)
        .map(this::checked);
  }

  /** A server without this API is often a relative of an older or newer API: then it is named. */
  private Future<SystemStatus> elsewhere(Throwable cause, Ask ask) {
    if (!(cause instanceof FailureException e)
        || e.failure().code() != FailureCode.UPSTREAM_NOT_FOUND) {
      return Future.failedFuture(cause);
    }
    return one(below("/api/v1", "system.status", "/system/status", ask), ArrWire.Status.class)
        .map(ArrMapper::status)
        .recover(none -> Future.failedFuture(unexpected("No " + application + " answers here.")))
        .map(this::checked);
  }

  private SystemStatus checked(SystemStatus status) {
    String name = status.application();
    if (name.equals(application)) {
      return status;
    }
    String shown = name.matches("[A-Za-z0-9 ]{1,30}") ? name : "another application";
    throw unexpected("This is " + shown + ", not " + application + ".");
  }

  private static FailureException unexpected(String detail) {
    return FailureException.of(
        FailureCode.UPSTREAM_UNEXPECTED, detail + " Are URL and type of the instance right?");
  }

  /** What it complains about. */
  public Future<List<HealthIssue>> health(Ask ask) {
    return list(get("health.list", "/health", ask), ArrWire.Health.class, ArrMapper::health);
  }

  /** Its mounts. */
  public Future<List<DiskSpace>> diskSpace(Ask ask) {
    return list(get("diskspace.list", "/diskspace", ask), ArrWire.Disk.class, ArrMapper::disk);
  }

  /** The folders that titles are added under. */
  public Future<List<RootFolder>> rootFolders(Ask ask) {
    return list(
        get("rootfolder.list", "/rootfolder", ask), ArrWire.Folder.class, ArrMapper::folder);
  }

  /** Its labels. */
  public Future<List<ArrTag>> tags(Ask ask) {
    return list(get("tag.list", "/tag", ask), ArrWire.Tag.class, ArrMapper::tag);
  }

  /** Its indexers. */
  public Future<List<ArrIndexer>> indexers(Ask ask) {
    return list(get("indexer.list", "/indexer", ask), ArrWire.Indexer.class, ArrMapper::indexer);
  }

  /** The state that drift is measured by. */
  public Future<Fingerprint> fingerprint(Ask ask) {
    return new ArrFingerprint(this).read(ask);
  }
}
