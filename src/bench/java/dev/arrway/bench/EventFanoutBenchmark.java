package dev.arrway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.config.ArrwayConfig;
import dev.arrway.config.ConfigLoader;
import dev.arrway.config.ConfigSources;
import dev.arrway.event.EventDraft;
import dev.arrway.event.EventLog;
import dev.arrway.event.SqlEventLog;
import dev.arrway.store.Database;
import dev.arrway.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many followers of a real gateway: the gateway, its PostgreSQL and the clients are processes of
 * their own. Events are written at a fixed rate, however the followers keep up (open loop).
 *
 * <p>{@code EventFanoutBenchmark [streams] [users] [events per user and second] [seconds]}; 10,000,
 * 50, 5 and 20 without, which is 50,000 deliveries a second. Needs twice as many file descriptors
 * as streams in two processes ({@code ulimit -n}).
 */
public final class EventFanoutBenchmark {
  private static final String CODE = "code-of-the-benchmark";
  private static final String PASSWORD = "correct horse battery staple";
  private static final int STALLED = 1_000;
  private static final int PAST = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final int streams;
  private final int users;
  private final int rate;
  private final int seconds;
  private final EventLog log = new SqlEventLog();
  private final List<Long> ids = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  private EventFanoutBenchmark(Path folder, int streams, int users, int rate, int seconds) {
    this.folder = folder;
    this.streams = streams;
    this.users = users;
    this.rate = rate;
    this.seconds = seconds;
  }

  /** Runs everything and prints the figures. */
  public static void main(String[] args) throws Exception {
    EventFanoutBenchmark benchmark =
        new EventFanoutBenchmark(
            Files.createTempDirectory("fanout"),
            number(args, 0, 10_000),
            number(args, 1, 50),
            number(args, 2, 5),
            number(args, 3, 20));
    benchmark.run();
    System.exit(0);
  }

  private static int number(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  private void run() throws Exception {
    Process gateway = java("dev.arrway.app.Main", List.of("serve"), "gateway.log", "-Xmx768m");
    Vertx vertx = Vertx.vertx();
    try {
      URI url = URI.create(address(gateway));
      accounts(url);
      ArrwayConfig config =
          ConfigLoader.load(
              ConfigSources.ofProcess(
                  Optional.empty(), Map.of("data.dir", folder.resolve("data").toString())));
      Database database = get(Store.openBeside(vertx, config)).database();
      Path keyFile = Files.write(folder.resolve("keys"), keys);
      Process clients =
          java(
              "dev.arrway.bench.FanoutClients",
              List.of(Integer.toString(url.getPort()), keyFile.toString()),
              null,
              "-Xmx1g");
      try (Commands commands = new Commands(clients)) {
        measure(url, gateway, database, commands);
      } finally {
        clients.destroyForcibly();
      }
    } finally {
      gateway.destroy();
      gateway.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private void measure(URI url, Process gateway, Database database, Commands commands)
      throws Exception {
    replay(url, database);
    collect(gateway);
    long before = heap(gateway);
    long begun = System.nanoTime();
    commands.tell("open " + streams);
    System.out.printf(
        Locale.ROOT,
        "%d streams of %d users opened in %.1f s%n",
        streams,
        users,
        (System.nanoTime() - begun) / 1e9);
    collect(gateway);
    System.out.printf(
        Locale.ROOT,
        "heap of an idle stream: %.1f kB%n",
        (heap(gateway) - before) / 1024.0 / streams);
    load(gateway, database, commands, "warm-up");
    double all = load(gateway, database, commands, "all read");
    commands.tell("stall " + STALLED);
    double some = load(gateway, database, commands, STALLED + " more are stalled");
    System.out.printf(Locale.ROOT, "p99 with stalled / without: %.2f%n", some / all);
  }

  /** The p99 in milliseconds. */
  private double load(Process gateway, Database database, Commands commands, String what)
      throws Exception {
    commands.tell("reset");
    double cpu = cpuSeconds(gateway);
    long begun = System.nanoTime();
    List<Future<Void>> written = new ArrayList<>();
    int rounds = rate * seconds;
    for (int round = 0; round < rounds; round++) {
      long due = begun + round * (1_000_000_000L / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
      List<EventDraft> drafts = drafts();
      written.add(database.asSystem(c -> log.append(c, drafts)));
    }
    get(Future.all(written));
    long expected = (long) rounds * streams;
    String[] report = commands.tell("report").split(" ");
    for (int wait = 0; wait < 100 && Long.parseLong(report[1]) < expected; wait++) {
      TimeUnit.MILLISECONDS.sleep(100);
      report = commands.tell("report").split(" ");
    }
    double took = (System.nanoTime() - begun) / 1e9;
    double spent = cpuSeconds(gateway) - cpu;
    System.out.printf(
        Locale.ROOT,
        "%s: %s of %d deliveries in %.1f s = %.0f/s; p50 %s ms, p99 %s ms, most %s ms;"
            + " gateway CPU %.1f s = %.0f deliveries per CPU second; streams alive %s%n",
        what,
        report[1],
        expected,
        took,
        Long.parseLong(report[1]) / took,
        report[2],
        report[3],
        report[4],
        spent,
        Long.parseLong(report[1]) / spent,
        report[0]);
    return Double.parseDouble(report[3]);
  }

  private List<EventDraft> drafts() {
    List<EventDraft> drafts = new ArrayList<>();
    for (long id : ids) {
      drafts.add(
          new EventDraft(
              id,
              null,
              "movie.added",
              Map.of(
                  "at",
                  FanoutClients.nanos(),
                  "title",
                  "A movie of an ordinary length (2020)",
                  "tmdb_id",
                  603,
                  "quality",
                  "Bluray-1080p")));
    }
    return drafts;
  }

  private void replay(URI url, Database database) throws Exception {
    String cursor = get(url, "/events/history?limit=1", keys.get(0)).at("/items/0/cursor").asText();
    for (int written = 0; written < PAST; written += 500) {
      List<EventDraft> block = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        block.add(
            new EventDraft(
                ids.get(0), null, "movie.added", Map.of("title", "A past movie", "number", i)));
      }
      get(database.asSystem(c -> log.append(c, block)));
    }
    for (int round = 0; round < 5; round++) {
      long begun = System.nanoTime();
      HttpResponse<InputStream> response =
          HTTP.send(
              HttpRequest.newBuilder(url.resolve("/api/v1/events?after=" + cursor))
                  .header("X-Api-Key", keys.get(0))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      int seen = 0;
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        while (seen < PAST) {
          if (lines.readLine().startsWith("data:")) {
            seen++;
          }
        }
      }
      System.out.printf(
          Locale.ROOT, "replay of %d events: %.0f ms%n", seen, (System.nanoTime() - begun) / 1e6);
    }
  }

  private void accounts(URI url) throws Exception {
    call(
        url, "/setup", Map.of("username", "admin", "password", PASSWORD, "setup_code", CODE), null);
    String admin = token(url, "admin");
    for (int i = 0; i < users; i++) {
      String name = "user" + i;
      ids.add(
          call(url, "/users", Map.of("username", name, "password", PASSWORD, "role", "user"), admin)
              .path("id")
              .asLong());
      keys.add(
          call(
                  url,
                  "/auth/api-keys",
                  Map.of("name", "bench", "scopes", List.of("read")),
                  token(url, name))
              .path("key")
              .asText());
    }
    // Something to begin after.
    call(url, "/auth/api-keys", Map.of("name", "other", "scopes", List.of("read")), admin);
  }

  private static String token(URI url, String name) throws Exception {
    return call(url, "/auth/login", Map.of("username", name, "password", PASSWORD), null)
        .path("access_token")
        .asText();
  }

  private static JsonNode call(URI url, String path, Map<String, ?> body, @Nullable String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() > 299) {
      throw new IllegalStateException(path + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  private static JsonNode get(URI url, String path, String key) throws Exception {
    return JSON.readTree(
        HTTP.send(
                HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                    .header("X-Api-Key", key)
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private Process java(String main, List<String> args, @Nullable String output, String heap)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve(main).toFile());
    if (output != null) {
      builder.redirectOutput(folder.resolve(output).toFile());
    }
    builder
        .environment()
        .putAll(
            Map.of(
                "ARRWAY_DATA_DIR", folder.resolve("data").toString(),
                "ARRWAY_HTTP_HOST", "127.0.0.1",
                "ARRWAY_HTTP_PORT", "0",
                "ARRWAY_MANAGEMENT_PORT", "0",
                "ARRWAY_LIMITS_FACTOR", "1000",
                "ARRWAY_SETUP_CODE", CODE));
    return builder.start();
  }

  private String address(Process gateway) throws IOException, InterruptedException {
    var pattern = java.util.regex.Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    while (gateway.isAlive()) {
      var found = pattern.matcher(Files.readString(folder.resolve("gateway.log")));
      if (found.find()) {
        return found.group();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException(Files.readString(folder.resolve("gateway.log")));
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private static void collect(Process process) throws IOException, InterruptedException {
    jcmd(process, "GC.run");
    TimeUnit.SECONDS.sleep(1);
    jcmd(process, "GC.run");
  }

  /** Bytes in use. */
  private static long heap(Process process) throws IOException, InterruptedException {
    var used =
        java.util.regex.Pattern.compile("used (\\d+)K").matcher(jcmd(process, "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("the JVM does not tell its heap");
    }
    return Long.parseLong(used.group(1)) * 1024;
  }

  private static String jcmd(Process process, String command)
      throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return text;
  }

  /** Talks to the clients' process. */
  private static final class Commands implements AutoCloseable {
    private final java.io.Writer in;
    private final BufferedReader out;

    Commands(Process clients) {
      this.in = clients.outputWriter(StandardCharsets.UTF_8);
      this.out = clients.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits until it is done; gives what it said. */
    String tell(String command) throws IOException {
      in.write(command + "\n");
      in.flush();
      StringBuilder said = new StringBuilder();
      for (String line = out.readLine(); !"done".equals(line); line = out.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the clients have gone");
        }
        said.append(line);
      }
      return said.toString();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
