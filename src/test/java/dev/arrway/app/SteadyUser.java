package dev.arrway.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A user who works within every limit: one call in 200 ms that logs in, imports or deletes
 * something, and beside them, as an open web page does, one in 40 ms that reads. The user also
 * follows the events of that work. Each call is timed; each that fails is kept.
 */
final class SteadyUser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PACE_MS = 200;
  private static final long READ_PACE_MS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String root;
  private final String name;
  private final String password;
  private final long instance;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ScheduledExecutorService pace = Executors.newScheduledThreadPool(2);
  private final List<Long> micros = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Set<Long> told = ConcurrentHashMap.newKeySet();
  private final List<Long> made = new CopyOnWriteArrayList<>();
  private final List<Step> steps =
      List.of(
          this::login,
          this::refresh,
          () -> get("/instances"),
          () -> get("/missing-content"),
          this::addPlaylist,
          () -> get("/playlists"),
          this::useKey,
          () -> get("/instances/" + instance() + "/library?limit=100"),
          () -> get("/available-content"),
          this::readPlaylist,
          () -> get("/missing-content?type=movie"),
          () -> get("/events/history"),
          this::deletePlaylist,
          () -> get("/outbox"),
          () -> get("/instances/" + instance() + "/tags"));

  /** Read in turn, so that each stays below the 300 calls a minute that a user may make. */
  private final List<String> reads;

  private String access = "";
  private String renewal = "";
  private String key = "";
  private int turn;
  private int readTurn;
  private volatile int begun;
  private volatile int ended;
  private InputStream stream;

  /** One call. */
  @FunctionalInterface
  private interface Step {
    void go() throws IOException, InterruptedException;
  }

  SteadyUser(String url, String name, String password, long instance) {
    this.root = url + "/api/v1";
    this.name = name;
    this.password = password;
    this.instance = instance;
    this.reads =
        List.of(
            "/missing-content",
            "/playlists",
            "/instances/" + instance + "/library?limit=100",
            "/available-content",
            "/events/history",
            "/outbox",
            "/queue");
  }

  private long instance() {
    return instance;
  }

  void begin() throws IOException, InterruptedException {
    login();
    key = call("POST", "/auth/api-keys", "{\"name\":\"program\"}").path("key").asText();
    HttpResponse<InputStream> events =
        client.send(
            request("/events?types=playlist.*").header("Authorization", "Bearer " + access).build(),
            BodyHandlers.ofInputStream());
    stream = events.body();
    Thread reader = new Thread(this::follow, "events");
    reader.setDaemon(true);
    reader.start();
    forget();
    java.util.concurrent.Future<?> unused =
        pace.scheduleWithFixedDelay(this::step, 0, PACE_MS, TimeUnit.MILLISECONDS);
    unused = pace.scheduleWithFixedDelay(this::read, 0, READ_PACE_MS, TimeUnit.MILLISECONDS);
  }

  /** Forgets the times and failures so far. */
  void forget() {
    micros.clear();
    failures.clear();
  }

  List<String> failures() {
    return failures;
  }

  int calls() {
    return micros.size();
  }

  /** Playlists whose import no event told of. */
  List<Long> untold() {
    return made.stream().filter(id -> !told.contains(id)).toList();
  }

  /** How many milliseconds that share of the calls took at the most. */
  long percentile(double share) {
    List<Long> sorted = new ArrayList<>(micros);
    if (sorted.isEmpty()) {
      return 0;
    }
    sorted.sort(null);
    int at = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, at)) / 1000;
  }

  /** Waits for the call that is being made, so that it counts, however long it takes. */
  void finishCall() {
    int last = begun;
    await().atMost(PATIENCE.plusSeconds(10)).until(() -> ended >= last);
  }

  @Override
  public void close() throws IOException {
    pace.shutdownNow();
    if (stream != null) {
      stream.close();
    }
  }

  private void step() {
    int now = turn++ % steps.size();
    begun = turn;
    timed("step " + now, steps.get(now));
    ended = turn;
  }

  private void read() {
    String path = reads.get(readTurn++ % reads.size());
    timed(path, () -> checked(request(path).header("X-Api-Key", key), "GET " + path));
  }

  private void timed(String what, Step call) {
    long start = System.nanoTime();
    try {
      call.go();
    } catch (IOException | RuntimeException e) {
      failures.add(what + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    micros.add((System.nanoTime() - start) / 1000);
  }

  private void login() throws IOException, InterruptedException {
    access = "";
    keep(
        call(
            "POST",
            "/auth/login",
            MAPPER.writeValueAsString(Map.of("username", name, "password", password))));
  }

  private void refresh() throws IOException, InterruptedException {
    keep(call("POST", "/auth/refresh", "{\"refresh_token\":\"" + renewal + "\"}"));
  }

  private void keep(JsonNode tokens) {
    access = tokens.path("access_token").asText();
    renewal = tokens.path("refresh_token").asText();
  }

  private void useKey() throws IOException, InterruptedException {
    checked(request("/queue").header("X-Api-Key", key), "GET /queue with a key");
  }

  private void get(String path) throws IOException, InterruptedException {
    call("GET", path, null);
  }

  private void addPlaylist() throws IOException, InterruptedException {
    StringBuilder list = new StringBuilder("#EXTM3U\n");
    for (int i = 0; i < 50; i++) {
      list.append("#EXTINF:-1,Unheard Film ").append(i).append(" (2001)\n");
      list.append("http://x/movie/u/p/").append(i).append(".mkv\n");
    }
    String mark = "----steady";
    String form =
        ("--M\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nList "
                + System.nanoTime()
                + "\r\n--M\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.m3u\"\r\n"
                + "Content-Type: audio/x-mpegurl\r\n\r\n"
                + list
                + "\r\n--M--\r\n")
            .replace("--M", "--" + mark);
    JsonNode playlist =
        checked(
            request("/playlists")
                .header("Authorization", "Bearer " + access)
                .header("Content-Type", "multipart/form-data; boundary=" + mark)
                .POST(BodyPublishers.ofString(form)),
            "POST /playlists");
    made.add(playlist.path("id").asLong());
  }

  private void readPlaylist() throws IOException, InterruptedException {
    get("/playlists/" + made.get(made.size() - 1) + "/entries");
  }

  /** The one before the newest, whose import has ended. */
  private void deletePlaylist() throws IOException, InterruptedException {
    if (made.size() > 1) {
      call("DELETE", "/playlists/" + made.get(made.size() - 2), null);
    }
  }

  @CanIgnoreReturnValue
  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (!access.isEmpty()) {
      request.header("Authorization", "Bearer " + access);
    }
    return checked(request, method + " " + path);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
  }

  @CanIgnoreReturnValue
  private JsonNode checked(HttpRequest.Builder request, String what)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new IOException(what + ": " + response.statusCode() + " " + response.body());
    }
    return MAPPER.readTree(response.body());
  }

  private void follow() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ") && line.contains("playlist.imported")) {
          told.add(MAPPER.readTree(line.substring(6)).at("/data/playlist_id").asLong());
        }
      }
      failures.add("the event stream ended");
    } catch (IOException broken) {
      failures.add("the event stream broke: " + broken);
    }
  }
}
