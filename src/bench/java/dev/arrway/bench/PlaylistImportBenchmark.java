package dev.arrway.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.feature.missing.Matching;
import dev.arrway.feature.missing.MissingContent;
import dev.arrway.feature.missing.MissingFilter;
import dev.arrway.feature.playlists.EntryFilter;
import dev.arrway.feature.playlists.Playlist;
import dev.arrway.feature.playlists.PlaylistParts;
import dev.arrway.feature.playlists.Playlists;
import dev.arrway.feature.playlists.SecretBox;
import dev.arrway.feature.playlists.web.PlaylistRoutes;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Call;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.Store;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.SqlConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Uploads a playlist over HTTP, imports it into PostgreSQL and matches it against libraries, in one
 * process.
 *
 * <p>{@code java -Xmx512m dev.arrway.bench.PlaylistImportBenchmark DIR [rounds]}, DIR holding
 * {@code playlist.m3u}, {@code radarr.movie.json} and {@code sonarr.series.json}. Each round is a
 * new playlist of the same user, deleted afterwards; the first one runs cold.
 */
public final class PlaylistImportBenchmark {
  private static final Caller USER =
      new Caller(1, "bench", Role.ADMIN, 1L, null, "127.0.0.1", java.time.Instant.MAX, 1);

  private final Path folder;
  private final Vertx vertx;
  private final PlaylistWorkers workers;
  private final Playlists playlists;
  private final PlaylistRoutes routes;
  private final Matching matching;
  private final MissingContent missing;

  private PlaylistImportBenchmark(Path folder, Vertx vertx, Store store) {
    this.folder = folder;
    this.vertx = vertx;
    this.workers = PlaylistWorkers.create(vertx);
    Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), false);
    HttpStacks stacks =
        new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);
    this.playlists =
        new Playlists(
            new PlaylistParts(
                vertx,
                store.database(),
                bus,
                new Unrecorded(),
                stacks,
                SecretBox.of(store.vault()),
                owner -> Future.succeededFuture(Access.ADMINISTRATOR),
                workers,
                UserQuotas.standard(),
                DiskSpaceGuard.none()));
    this.routes = new PlaylistRoutes(playlists, 1L << 30);
    this.matching =
        new Matching(
            vertx, store.database(), bus, workers, owner -> workers.run(owner, this::library));
    this.missing = new MissingContent(store.database(), matching, workers);
  }

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path data = Files.createTempDirectory("arrway-bench");
    Vertx vertx = Vertx.vertx();
    Store store =
        await(
            Store.open(
                vertx,
                ConfigLoader.load(
                    ConfigSources.ofProcess(
                        Optional.empty(), Map.of("data.dir", data.toString())))));
    Object user =
        await(
            store
                .database()
                .asSystem(
                    c ->
                        c.query(
                                "INSERT INTO app_user (username, password_hash, role)"
                                    + " VALUES ('bench', '-', 'admin')")
                            .execute()));
    assert user != null;
    PlaylistImportBenchmark benchmark = new PlaylistImportBenchmark(Path.of(args[0]), vertx, store);
    for (int round = 1; round <= rounds; round++) {
      benchmark.round(round);
    }
    await(store.close());
    await(vertx.close());
  }

  private void round(int round) throws IOException, InterruptedException, ExecutionException {
    resetPeaks();
    HttpServer server =
        await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
    long begun = System.nanoTime();
    JsonNode made = upload(server.actualPort(), "Round " + round);
    print("upload", "%.2f s", seconds(begun));
    long id = made.path("id").asLong();
    Playlist ready = ready(id);
    print(
        "import",
        "%.2f s from the first byte, %d entries, %s",
        seconds(begun),
        ready.entries(),
        ready.status());
    print("import heap", "%.0f MB peak", peak());
    resetPeaks();
    long matchBegun = System.nanoTime();
    await(matching.now(USER.userId()));
    print("libraries and match", "%.2f s", seconds(matchBegun));
    print("match heap", "%.0f MB peak", peak());
    long again = System.nanoTime();
    await(matching.now(USER.userId()));
    print("match again, unchanged", "%.2f s", seconds(again));
    MissingFilter all = new MissingFilter(null, null, null, null);
    page("missing, first page", () -> missing.list(USER, all, 50, 0));
    page("missing, far page", () -> missing.list(USER, all, 50, 10_000));
    page(
        "missing, text",
        () -> missing.list(USER, new MissingFilter(null, null, "the", null), 50, 0));
    page(
        "entries, first page",
        () -> playlists.entries(USER, id, new EntryFilter(null, null, null), 50, 0));
    page(
        "entries, text",
        () -> playlists.entries(USER, id, new EntryFilter(null, "the", null), 50, 0));
    print("heap limit", "%.0f MB", Runtime.getRuntime().maxMemory() / 1e6);
    long deleted = System.nanoTime();
    await(playlists.delete(USER, id));
    print("delete", "%.2f s", seconds(deleted));
    await(matching.now(USER.userId()));
    await(server.close());
  }

  private void serve(HttpServerRequest request) {
    request.pause();
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              Call call =
                  new Call(
                      "createPlaylist",
                      USER,
                      "127.0.0.1",
                      "bench",
                      Map.of(),
                      JsonNodeFactory.instance.objectNode());
              var answered =
                  routes
                      .create(context, call)
                      .compose(
                          answer ->
                              context
                                  .response()
                                  .setStatusCode(202)
                                  .end(ApiJson.write(requireNonNull(answer.get().value()))));
              assert answered != null;
            });
    router.handle(request);
  }

  /** Work that is timed. */
  private interface Ask<T> {
    Future<Slice<T>> ask();
  }

  private <T> void page(String what, Ask<T> ask) throws ExecutionException, InterruptedException {
    long begun = System.nanoTime();
    long total = await(ask.ask()).total();
    print(what, "%.0f ms, %d in all", seconds(begun) * 1e3, total);
  }

  private JsonNode upload(int port, String name) throws IOException, InterruptedException {
    String head =
        "--xYzZY\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
            + name
            + "\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.m3u\""
            + "\r\n\r\n";
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/createPlaylist"))
                    .header("Content-Type", "multipart/form-data; boundary=xYzZY")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body(head)))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    return new ObjectMapper().readTree(answer.body());
  }

  private InputStream body(String head) {
    try {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  bytes(head),
                  Files.newInputStream(folder.resolve("playlist.m3u")),
                  bytes("\r\n--xYzZY--\r\n"))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private Playlist ready(long id) throws InterruptedException, ExecutionException {
    Playlist shown = await(playlists.get(USER, id));
    while (shown.status().equals("importing")) {
      await(vertx.timer(20));
      shown = await(playlists.get(USER, id));
    }
    return shown;
  }

  /** Read anew for each index, as from a database, and not held beside it. */
  private List<LibraryTitle> library() throws IOException {
    List<LibraryTitle> titles = new ArrayList<>(read("radarr.movie.json", MediaKind.MOVIE));
    titles.addAll(read("sonarr.series.json", MediaKind.SERIES));
    return titles;
  }

  private List<LibraryTitle> read(String file, MediaKind kind) throws IOException {
    List<LibraryTitle> titles = new ArrayList<>();
    try (MappingIterator<JsonNode> rows =
        new ObjectMapper().readerFor(JsonNode.class).readValues(folder.resolve(file).toFile())) {
      while (rows.hasNext()) {
        titles.add(title(rows.next(), kind));
      }
    }
    return titles;
  }

  private static LibraryTitle title(JsonNode row, MediaKind kind) {
    List<String> others = new ArrayList<>();
    row.path("alternateTitles").forEach(other -> others.add(other.path("title").asText()));
    return new LibraryTitle(
        kind == MediaKind.MOVIE ? "1" : "2",
        row.path("id").asText(),
        kind,
        row.path("tmdbId").asInt(),
        row.path("tvdbId").asInt(),
        row.path("imdbId").asText(""),
        row.path("title").asText(),
        row.path("originalTitle").asText(row.path("title").asText()),
        others,
        row.path("year").asInt(),
        row.path("secondaryYear").asInt());
  }

  /** Events cost what their own log costs. */
  private static final class Unrecorded implements EventLog {
    @Override
    public Future<Void> append(SqlConnection transaction, List<EventDraft> events) {
      return Future.succeededFuture();
    }
  }

  @CanIgnoreReturnValue
  private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void resetPeaks() {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
  }

  private static double peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1e6;
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void print(String what, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-24s %s%n", what, String.format(Locale.ROOT, format, values));
  }
}
