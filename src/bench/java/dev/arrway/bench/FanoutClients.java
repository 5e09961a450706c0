package dev.arrway.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The clients of {@link EventFanoutBenchmark}, in a process of their own: {@code FanoutClients PORT
 * KEYS}, then commands on standard input, one a line. {@code open N} opens N streams, {@code stall
 * N} opens N that are never read, {@code reset} forgets what was measured, {@code report} prints
 * deliveries and the time from an event's {@code at} to its arrival.
 */
public final class FanoutClients {
  private static final byte[] MARK = "\"at\": ".getBytes(StandardCharsets.UTF_8);

  /** A tenth of a millisecond each; the last holds whatever took longer. */
  private static final int SLOTS = 200_000;

  private static final int DIGITS = 19;
  private static final int AT_ONCE = 200;

  private final NetClient client;
  private final int port;
  private final List<String> keys;
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);
  private final AtomicInteger alive = new AtomicInteger();

  private FanoutClients(Vertx vertx, int port, List<String> keys) {
    this.client = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(16 << 10));
    this.port = port;
    this.keys = keys;
  }

  /** Serves commands until standard input ends. */
  public static void main(String[] args)
      throws IOException, ExecutionException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    FanoutClients clients =
        new FanoutClients(vertx, Integer.parseInt(args[0]), Files.readAllLines(Path.of(args[1])));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "open" -> clients.open(Integer.parseInt(words[1]), true);
        case "stall" -> clients.open(Integer.parseInt(words[1]), false);
        case "reset" -> clients.reset();
        default -> System.out.println(clients.report());
      }
      System.out.println("done");
    }
    System.exit(0);
  }

  private void open(int count, boolean reads) throws ExecutionException, InterruptedException {
    for (int from = 0; from < count; from += AT_ONCE) {
      int until = Math.min(count, from + AT_ONCE);
      Future.all(
              java.util.stream.IntStream.range(from, until).mapToObj(i -> one(i, reads)).toList())
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    }
  }

  /** Done when the server has told where the stream begins. */
  private Future<Void> one(int number, boolean reads) {
    io.vertx.core.Promise<Void> begun = io.vertx.core.Promise.promise();
    return client
        .connect(port, "127.0.0.1")
        .compose(
            socket -> {
              listen(socket, reads, begun);
              return socket.write(
                  "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: "
                      + keys.get(number % keys.size())
                      + "\r\n\r\n");
            })
        .compose(sent -> begun.future());
  }

  private void listen(NetSocket socket, boolean reads, io.vertx.core.Promise<Void> begun) {
    Scanner scanner = new Scanner();
    alive.incrementAndGet();
    socket.closeHandler(gone -> alive.decrementAndGet());
    socket.handler(
        bytes -> {
          if (begun.tryComplete() && !reads) {
            socket.pause();
          } else {
            scanner.scan(bytes);
          }
        });
  }

  private void reset() {
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, 0);
    }
  }

  private String report() {
    long total = 0;
    for (int i = 0; i < SLOTS; i++) {
      total += slots.get(i);
    }
    return String.format(
        Locale.ROOT,
        "%d %d %.1f %.1f %.1f",
        alive.get(),
        total,
        percentile(total, 0.5),
        percentile(total, 0.99),
        percentile(total, 1));
  }

  private double percentile(long total, double part) {
    long wanted = (long) Math.ceil(total * part);
    long seen = 0;
    for (int i = 0; i < SLOTS; i++) {
      seen += slots.get(i);
      if (seen >= wanted && seen > 0) {
        return (i + 1) / 10.0;
      }
    }
    return 0;
  }

  /** Finds the marks in what one stream receives, in whatever pieces. */
  private final class Scanner {
    private int matched;
    private int digits = -1;
    private long value;

    void scan(Buffer bytes) {
      long now = nanos();
      for (int i = 0; i < bytes.length(); i++) {
        byte b = bytes.getByte(i);
        if (digits >= 0) {
          value = value * 10 + (b - '0');
          if (++digits == DIGITS) {
            digits = -1;
            arrived(now - value);
            value = 0;
          }
        } else if (b == MARK[matched]) {
          if (++matched == MARK.length) {
            matched = 0;
            digits = 0;
          }
        } else {
          matched = b == MARK[0] ? 1 : 0;
        }
      }
    }

    private void arrived(long nanos) {
      slots.incrementAndGet((int) Math.min(SLOTS - 1, Math.max(0, nanos / 100_000)));
    }
  }

  /** The time of day, which both processes share. */
  static long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
