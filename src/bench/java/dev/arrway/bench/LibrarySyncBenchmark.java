package dev.arrway.bench;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.feature.libraries.Libraries;
import dev.arrway.feature.libraries.LibraryParts;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.LibrarySink;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.Store;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.Envelope;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceObserver;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.StoragePorts;
import dev.arrway.upstream.UpstreamFleet;
import dev.arrway.upstream.UpstreamRuntime;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a big library from a simulated Radarr in a process of its own into a PostgreSQL of its own,
 * first into nothing, then again over what is there.
 *
 * <p>{@code java -Xmx512m dev.arrway.bench.LibrarySyncBenchmark [movies] [rounds]}. Prints the time
 * of each sync, the heap, and how late a tick of 10 ms came on any event loop.
 */
public final class LibrarySyncBenchmark {
  private static final long MEGABYTE = 1L << 20;
  private static final long PATIENCE_MS = 600_000;

  private final int movies;
  private final int rounds;
  private final Vertx vertx = Vertx.vertx();
  private final Lag lag = new Lag();

  private LibrarySyncBenchmark(int movies, int rounds) {
    this.movies = movies;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("--sandbox")) {
      sandbox(Integer.parseInt(args[1]));
      return;
    }
    int movies = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
    new LibrarySyncBenchmark(movies, args.length > 1 ? Integer.parseInt(args[1]) : 3).run();
  }

  /** The other process: says where it listens, and ends when nobody reads that any more. */
  private static void sandbox(int size) throws Exception {
    var server = await(RadarrSandbox.start(Vertx.vertx(), SandboxSettings.of(size))).server();
    System.out.println("listens " + server.url() + " " + server.apiKey().reveal());
    int end = System.in.read();
    System.exit(Math.min(end, 0) + 1);
  }

  private void run() throws Exception {
    Process upstream =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                LibrarySyncBenchmark.class.getName(),
                "--sandbox",
                String.valueOf(movies))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(upstream.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null && !line.startsWith("listens ")) {
        line = said.readLine();
      }
      if (line == null) {
        throw new IOException("the simulated server did not start");
      }
      String[] words = line.split(" ", 3);
      measure(words[1], Secret.of(words[2]));
    } finally {
      upstream.destroy();
    }
  }

  private void measure(String url, Secret key) throws Exception {
    Path data = Files.createTempDirectory("arrway-bench");
    ArrwayConfig config =
        ConfigLoader.load(
            new ConfigSources(
                Optional.empty(),
                Map.of("data.dir", data.toString()),
                Map.of(),
                data,
                data,
                file -> Optional.empty()));
    Store store = await(Store.open(vertx, config));
    try {
      sync(store, url, key);
    } finally {
      await(store.close());
      await(vertx.close());
    }
  }

  private void sync(Store store, String url, Secret key) throws Exception {
    Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), false);
    UpstreamCatalog catalog = UpstreamCatalog.standard();
    Libraries libraries =
        new Libraries(
            new LibraryParts(
                store.database(),
                bus,
                new SqlEventLog(),
                catalog::get,
                Duration.ofHours(6),
                Clock.systemUTC(),
                1_000_000));
    HttpStacks stacks =
        new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);
    UpstreamFleet fleet =
        new UpstreamFleet(
            vertx,
            new UpstreamRuntime(
                bus,
                stacks,
                InstanceObserver.NONE,
                StoragePorts.NONE.with(LibrarySink.class, libraries.store())),
            catalog::get);
    await(rows(store));
    await(fleet.deploy(spec(url, key)));
    await(
        vertx.deployVerticle(
            () -> new Tick(lag),
            new DeploymentOptions().setInstances(2 * Runtime.getRuntime().availableProcessors())));
    for (int round = 0; round < rounds; round++) {
      lag.reset();
      long begun = System.nanoTime();
      SyncCounts counts =
          await(
                  bus.actor(Address.instance(1))
                      .ask(
                          new ArrCommand.SyncLibrary(),
                          new Envelope(1, "bench", PATIENCE_MS, false)))
              .counts();
      long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      System.out.printf(
          "%d movies in %d ms, %s; heap at most %d MB, after collections %d MB;"
              + " tick late by at most %d ms, %d times in a row over 100 ms%n",
          counts.fetched(), ms, counts, lag.heapMb(), lag.liveMb(), lag.worstMs(), lag.runs());
    }
    await(fleet.undeployAll());
    await(stacks.close());
  }

  private static Future<Void> rows(Store store) {
    return store
        .database()
        .asSystem(
            c ->
                c.query(
                        "INSERT INTO app_user (username, password_hash, role)"
                            + " VALUES ('bench', '-', 'admin')")
                    .execute()
                    .compose(
                        user ->
                            c.query(
                                    "INSERT INTO instance (id, owner_id, name, instance_type, url,"
                                        + " url_had_credentials, credentials, verify_ssl,"
                                        + " timeout_seconds, rate_limit_per_minute, enabled,"
                                        + " settings, managed_by) VALUES (1, 1, 'bench', 'radarr',"
                                        + " '-', false, '', true, 300, 1000, true, '{}', 'user')")
                                .execute())
                    .mapEmpty());
  }

  private static InstanceSpec spec(String url, Secret key) {
    return new InstanceSpec(
        1,
        1,
        "radarr",
        "bench",
        URI.create(url),
        new Credentials.ApiKey(key),
        Access.ADMINISTRATOR,
        true,
        Duration.ofMinutes(5),
        1_000,
        Map.of());
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  /** The worst that any loop has seen since the last reset. */
  private static final class Lag {
    private final AtomicLong worst = new AtomicLong();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong live = new AtomicLong();

    void reset() {
      List.of(worst, runs, heap, live).forEach(figure -> figure.set(0));
    }

    void seen(long lateNanos, boolean again) {
      worst.accumulateAndGet(lateNanos, Math::max);
      if (again) {
        runs.incrementAndGet();
      }
      heap.accumulateAndGet(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
      long after = 0;
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        MemoryUsage usage = pool.getCollectionUsage();
        after += usage == null ? 0 : usage.getUsed();
      }
      live.accumulateAndGet(after, Math::max);
    }

    long worstMs() {
      return TimeUnit.NANOSECONDS.toMillis(worst.get());
    }

    long runs() {
      return runs.get();
    }

    long heapMb() {
      return heap.get() / MEGABYTE;
    }

    long liveMb() {
      return live.get() / MEGABYTE;
    }
  }

  /** Ticks on one loop. */
  private static final class Tick extends VerticleBase {
    private static final long EVERY_MS = 10;
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(100);
    private final Lag lag;
    private long last = System.nanoTime();
    private boolean wasLate;

    Tick(Lag lag) {
      this.lag = lag;
    }

    @Override
    public Future<?> start() {
      long timer = vertx.setPeriodic(EVERY_MS, tick -> tick());
      return Future.succeededFuture(timer);
    }

    private void tick() {
      long now = System.nanoTime();
      long late = now - last - TimeUnit.MILLISECONDS.toNanos(EVERY_MS);
      lag.seen(late, late > LATE && wasLate);
      wasLate = late > LATE;
      last = now;
    }
  }
}
