package dev.arrway.bench;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Many followers of a real gateway: the gateway, its PostgreSQL and the clients are processes of
 * their own. Events are written at a fixed rate, however the followers keep up (open loop).
 *
 * <p>{@code EventFanoutBenchmark [streams] [users] [events per user and second] [seconds]}; 10,000,
 * 50, 5 and 20 without, which is 50,000 deliveries a second. Needs twice as many file descriptors
 * as streams in two processes ({@code ulimit -n}).
 */
public final class EventFanoutBenchmark {
  private static final int STALLED = 1_000;
  private static final int PAST = 10_000;

  private final Path folder;
  private final int streams;
  private final int users;
  private final int rate;
  private final int seconds;
  private final EventLog log = new SqlEventLog();

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
    Vertx vertx = Vertx.vertx();
    try (FanoutGateway gateway = new FanoutGateway(folder)) {
      gateway.accounts(users);
      ArrwayConfig config =
          ConfigLoader.load(
              ConfigSources.ofProcess(
                  Optional.empty(), Map.of("data.dir", folder.resolve("data").toString())));
      Database database = get(Store.openBeside(vertx, config)).database();
      Path keyFile = Files.write(folder.resolve("keys"), gateway.keys);
      Process clients =
          FanoutGateway.java(
              folder,
              "dev.arrway.bench.FanoutClients",
              List.of(Integer.toString(gateway.url().getPort()), keyFile.toString()),
              null,
              "-Xmx1g");
      try (Commands commands = new Commands(clients)) {
        measure(gateway, database, commands);
      } finally {
        clients.destroyForcibly();
      }
    }
  }

  private void measure(FanoutGateway gateway, Database database, Commands commands)
      throws Exception {
    replay(gateway, database);
    gateway.collect();
    long before = gateway.heap();
    long begun = System.nanoTime();
    commands.tell("open " + streams);
    System.out.printf(
        Locale.ROOT,
        "%d streams of %d users opened in %.1f s%n",
        streams,
        users,
        (System.nanoTime() - begun) / 1e9);
    gateway.collect();
    System.out.printf(
        Locale.ROOT,
        "heap of an idle stream: %.1f kB%n",
        (gateway.heap() - before) / 1024.0 / streams);
    load(gateway, database, commands, "warm-up");
    double all = load(gateway, database, commands, "all read");
    commands.tell("stall " + STALLED);
    double some = load(gateway, database, commands, STALLED + " more are stalled");
    System.out.printf(Locale.ROOT, "p99 with stalled / without: %.2f%n", some / all);
  }

  /** The p99 in milliseconds. */
  private double load(FanoutGateway gateway, Database database, Commands commands, String what)
      throws Exception {
    commands.tell("reset");
    double cpu = gateway.cpuSeconds();
    long begun = System.nanoTime();
    List<Future<Void>> written = new ArrayList<>();
    int rounds = rate * seconds;
    for (int round = 0; round < rounds; round++) {
      long due = begun + round * (1_000_000_000L / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
      List<EventDraft> drafts = drafts(gateway);
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
    double spent = gateway.cpuSeconds() - cpu;
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

  private static List<EventDraft> drafts(FanoutGateway gateway) {
    List<EventDraft> drafts = new ArrayList<>();
    for (long id : gateway.ids) {
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

  private void replay(FanoutGateway gateway, Database database) throws Exception {
    EventDraft first = new EventDraft(gateway.ids.get(0), null, "movie.added", Map.of());
    get(database.asSystem(c -> log.append(c, List.of(first))));
    String cursor =
        FanoutGateway.get(gateway.url(), "/events/history?limit=1", gateway.keys.get(0))
            .at("/items/0/cursor")
            .asText();
    for (int written = 0; written < PAST; written += 500) {
      List<EventDraft> block = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        block.add(
            new EventDraft(
                gateway.ids.get(0),
                null,
                "movie.added",
                Map.of("title", "A past movie", "number", i)));
      }
      get(database.asSystem(c -> log.append(c, block)));
    }
    for (int round = 0; round < 5; round++) {
      long begun = System.nanoTime();
      HttpResponse<InputStream> response =
          FanoutGateway.HTTP.send(
              HttpRequest.newBuilder(gateway.url().resolve("/api/v1/events?after=" + cursor))
                  .header("X-Api-Key", gateway.keys.get(0))
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

  private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
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
