package dev.arrway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.M3uParser;
import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Reads a playlist, reads its names, builds the index and matches, as an import does: in batches,
 * nothing kept but the outcome.
 *
 * <p>{@code java -Xmx512m dev.arrway.bench.MatchBenchmark DIR [rounds]}, DIR holding {@code
 * playlist.m3u}, {@code radarr.movie.json} and {@code sonarr.series.json}. Prints medians over the
 * rounds after one warm-up.
 */
public final class MatchBenchmark {

  private static final int BATCH = 2_000;

  private final Path folder;
  private final int rounds;
  private final EntryParser names = new EntryParser();
  private final AtomicLong peak = new AtomicLong();

  private MatchBenchmark(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    new MatchBenchmark(Path.of(args[0]), rounds).run();
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    Path playlist = folder.resolve("playlist.m3u");
    double megabytes = Files.size(playlist) / 1e6;
    LongAdder entries = new LongAdder();
    long cpu = threadCpuNanos();
    double parse = median(() -> stream(playlist, entry -> entries.increment()));
    long count = entries.sum() / (rounds + 1);
    double cpuParse = (threadCpuNanos() - cpu) / 1e9 / (rounds + 1);
    print("m3u parse, CPU", "%.0f MB/s of CPU, warm-up included", megabytes / cpuParse);
    print(
        "m3u parse",
        "%.0f MB/s, %.0f ms for %d entries, %.1f MB",
        megabytes / parse,
        parse * 1e3,
        count,
        megabytes);

    LongAdder titles = new LongAdder();
    double both = median(() -> stream(playlist, e -> titles.add(names.parse(e).title().length())));
    print("names", "%.2f us a name", (both - parse) * 1e6 / count);

    List<LibraryTitle> library = new ArrayList<>(read("radarr.movie.json", MediaKind.MOVIE));
    library.addAll(read("sonarr.series.json", MediaKind.SERIES));
    long before = usedAfterGc();
    LibraryIndex[] index = new LibraryIndex[1];
    double build = median(() -> index[0] = LibraryIndex.of(library));
    print("index build", "%.0f ms for %d titles", build * 1e3, library.size());
    print("index heap", "%.1f MB", (usedAfterGc() - before) / 1e6);

    for (int threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
      LongAdder held = new LongAdder();
      long start = cpuNanos();
      double all = median(() -> matchAll(playlist, index[0], threads, held));
      print(
          "import, " + threads + " thread(s)",
          "%.0f ms, %.1f us CPU an entry, %d held",
          all * 1e3,
          cpuMicros(start) / count / (rounds + 1),
          held.sum() / (rounds + 1));
    }
    print(
        "heap",
        "%.0f MB after GC, %.0f MB peak, limit %.0f MB",
        usedAfterGc() / 1e6,
        peak.get() / 1e6,
        Runtime.getRuntime().maxMemory() / 1e6);
  }

  /** Parses, reads names and matches, in batches over {@code threads}. */
  private void matchAll(Path playlist, LibraryIndex index, int threads, LongAdder held)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> pending = new ArrayList<>();
      List<M3uEntry> batch = new ArrayList<>(BATCH);
      stream(
          playlist,
          entry -> {
            batch.add(entry);
            if (batch.size() == BATCH) {
              List<M3uEntry> full = List.copyOf(batch);
              pending.add(pool.submit(() -> match(full, index, held)));
              batch.clear();
            }
          });
      match(batch, index, held);
      for (Future<?> future : pending) {
        future.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private void match(List<M3uEntry> batch, LibraryIndex index, LongAdder held) {
    peak.accumulateAndGet(used(), Math::max);
    for (M3uEntry entry : batch) {
      ParsedEntry parsed = names.parse(entry);
      if (index.match(parsed).isHeld()) {
        held.increment();
      }
    }
  }

  private static void stream(Path playlist, Consumer<M3uEntry> consumer) throws IOException {
    M3uParser parser = new M3uParser(consumer);
    byte[] chunk = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(playlist)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        parser.accept(chunk, 0, read);
      }
    }
    parser.finish();
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
        kind == MediaKind.MOVIE ? "radarr" : "sonarr",
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

  /** Work to be timed. */
  private interface Work {
    void run() throws IOException, InterruptedException, ExecutionException;
  }

  /** The median of the rounds in seconds, after one round to warm up. */
  private double median(Work work) throws IOException, InterruptedException, ExecutionException {
    work.run();
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[rounds / 2];
  }

  private static long threadCpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double cpuMicros(long since) {
    return (cpuNanos() - since) / 1e3;
  }

  /**
   * CPU time of the whole process, collector and compiler included: steadier than the clock on a
   * busy machine.
   */
  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long usedAfterGc() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return used();
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void print(String what, String format, Object... values) {
    System.out.printf(Locale.ROOT, "%-22s %s%n", what, String.format(Locale.ROOT, format, values));
  }
}
