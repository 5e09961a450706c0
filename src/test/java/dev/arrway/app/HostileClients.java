package dev.arrway.app;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hostile clients on plain sockets. Each client has one connection at a time and a pace; one that
 * is disconnected waits a second and comes back. They come from addresses of their own, so that
 * what is counted by address can tell them from others.
 */
final class HostileClients {
  private static final int ADDRESSES = 8;
  private static final long COME_BACK_MS = 1_000;
  private static final int CHUNK = 128 << 10;

  /** The kinds of clients to begin with, as a regular expression; all of them unless it is set. */
  private static final String KINDS = System.getProperty("arrway.hostile.kinds", ".*");

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** What the attacker has: a valid user with instances, one of them with a large library. */
  record Means(int port, String victim, String token, List<Long> instances, long library) {}

  /** What a client does with its connection. */
  @FunctionalInterface
  private interface Script {
    void play(NetSocket socket, int number);
  }

  private record Kind(String name, int clients, Script script) {}

  private final Vertx vertx;
  private final Means means;
  private final List<NetClient> clients = new ArrayList<>();
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, LongAdder> connected = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final Random random = new Random(1);
  private volatile boolean over;

  HostileClients(Vertx vertx, Means means) {
    this.vertx = vertx;
    this.means = means;
    for (int i = 1; i <= ADDRESSES; i++) {
      clients.add(
          vertx.createNetClient(
              new NetClientOptions()
                  .setLocalAddress("127.0.9." + i)
                  .setReceiveBufferSize(4096)
                  .setConnectTimeout(5_000)));
    }
  }

  private List<Kind> kinds() {
    Buffer large =
        text("{\"source\":{\"type\":\"text\",\"content\":\"", "A Film (2001)\\n", 6_200_000);
    Buffer login = text("{\"username\":\"", "u", 1_000_000);
    return List.of(
        new Kind("large import", 20, (s, n) -> body(s, "/imports", large, 3_000)),
        new Kind("large login", 16, (s, n) -> body(s, "/auth/login", login, 3_000)),
        new Kind("many keys", 8, (s, n) -> body(s, "/auth/login", manyKeys(), 0)),
        new Kind("nested", 8, (s, n) -> body(s, "/auth/login", nested(), 0)),
        new Kind("slow event stream", 20, (s, n) -> unread(s, "/events?after=1-0", 1)),
        new Kind("slow list", 20, (s, n) -> unread(s, library(), 20)),
        new Kind("silent", 20, (s, n) -> {}),
        new Kind("slow header", 16, (s, n) -> slowHeader(s)),
        new Kind("idle WebSocket", 16, (s, n) -> upgrade(s, "/api/v1/ws")),
        new Kind("idle SockJS", 8, (s, n) -> upgrade(s, "/eventbus/websocket")),
        new Kind("wrong key", 8, (s, n) -> every(s, 200, () -> get("/instances", wrongKey()))),
        new Kind("wrong token", 8, (s, n) -> every(s, 200, () -> get("/queue", wrongToken()))),
        new Kind("wrong login", 8, (s, n) -> every(s, 500, this::wrongLogin)),
        new Kind("upstream call", 24, (s, n) -> every(s, 1_000, () -> upstreamCall(n))));
  }

  static boolean isWanted(String kind) {
    return kind.matches(KINDS);
  }

  /** Begins with all clients, or with one of each kind; returns how many there are. */
  @CanIgnoreReturnValue
  int begin(boolean all) {
    over = false;
    int begun = 0;
    for (Kind kind : kinds()) {
      int most = all ? kind.clients() : 1;
      int clientsOfKind = isWanted(kind.name()) ? most : 0;
      for (int n = 0; n < clientsOfKind; n++) {
        int number = begun++;
        vertx.setTimer(1 + 10L * number, tick -> connect(kind, number));
      }
    }
    return begun;
  }

  /** Disconnects all. */
  void end() {
    over = true;
    open.forEach(socket -> socket.close().onFailure(gone -> {}));
  }

  /** Connections that were made, by what they were for, and the statuses of first answers. */
  String figures() {
    return "connections " + new TreeMap<>(connected) + ", answers " + new TreeMap<>(answers);
  }

  private void connect(Kind kind, int number) {
    if (over) {
      return;
    }
    clients
        .get(number % ADDRESSES)
        .connect(means.port(), "127.0.0.1")
        .onSuccess(socket -> play(kind, number, socket))
        .onFailure(refused -> comeBack(kind, number));
  }

  private void play(Kind kind, int number, NetSocket socket) {
    count(connected, kind.name());
    open.add(socket);
    socket.exceptionHandler(broken -> {});
    socket.closeHandler(
        gone -> {
          open.remove(socket);
          comeBack(kind, number);
        });
    socket.handler(data -> countAnswer(kind, data));
    if (over) {
      socket.close().onFailure(gone -> {});
    } else {
      kind.script().play(socket, number);
    }
  }

  private void comeBack(Kind kind, int number) {
    vertx.setTimer(COME_BACK_MS, tick -> connect(kind, number));
  }

  private void countAnswer(Kind kind, Buffer data) {
    if (data.length() > 12 && data.getString(0, 9).equals("HTTP/1.1 ")) {
      count(answers, kind.name() + " " + data.getString(9, 12));
    }
  }

  private static void count(Map<String, LongAdder> counts, String name) {
    counts.computeIfAbsent(name, none -> new LongAdder()).increment();
  }

  /** Sends a body without credentials, keeps its last byte back for a while, and hangs up. */
  private void body(NetSocket socket, String path, Buffer body, long holdMs) {
    send(
        socket,
        "POST /api/v1"
            + path
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n");
    int[] at = {0};
    timed(
        socket,
        50,
        () -> {
          int end = Math.min(body.length() - 1, at[0] + CHUNK);
          if (at[0] < end && !socket.writeQueueFull()) {
            send(socket, body.slice(at[0], end));
            at[0] = end;
            if (end == body.length() - 1) {
              vertx.setTimer(holdMs + 1, tick -> send(socket, body.slice(end, body.length())));
              vertx.setTimer(holdMs + 5_000, tick -> socket.close().onFailure(gone -> {}));
            }
          }
        });
  }

  /** Asks and reads nothing. */
  private void unread(NetSocket socket, String path, int times) {
    socket.pause();
    send(socket, get(path, "Authorization: Bearer " + means.token()).repeat(times));
  }

  private void slowHeader(NetSocket socket) {
    send(socket, "GET /api/v1/instances HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    timed(socket, 1_000, () -> send(socket, "a"));
  }

  private void upgrade(NetSocket socket, String path) {
    send(
        socket,
        "GET "
            + path
            + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Authorization: Bearer "
            + means.token()
            + "\r\n\r\n");
  }

  private void every(NetSocket socket, long ms, java.util.function.Supplier<String> request) {
    timed(socket, ms, () -> send(socket, request.get()));
  }

  private void timed(NetSocket socket, long ms, Runnable step) {
    vertx.setPeriodic(
        ms,
        timer -> {
          if (open.contains(socket)) {
            step.run();
          } else {
            vertx.cancelTimer(timer);
          }
        });
  }

  private String library() {
    return "/instances/" + means.library() + "/library?limit=500";
  }

  private String upstreamCall(int number) {
    List<String> reads = List.of("tags", "root-folders", "disk-space", "lookup?term=film", "queue");
    return get(
        "/instances/"
            + means.instances().get(number % means.instances().size())
            + "/"
            + reads.get(random.nextInt(reads.size())),
        "Authorization: Bearer " + means.token());
  }

  private String wrongLogin() {
    return post("/auth/login", "{\"username\":\"" + name() + "\",\"password\":\"" + name() + "\"}");
  }

  private String name() {
    return random.nextInt(4) == 0 ? means.victim() : letters(12);
  }

  private String wrongKey() {
    return "X-Api-Key: arw_" + letters(6) + "_" + letters(40);
  }

  private String wrongToken() {
    String[] parts = means.token().split("\\.");
    return "Authorization: Bearer " + parts[0] + "." + parts[1] + "." + letters(40);
  }

  private String letters(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static String get(String path, String header) {
    return "GET /api/v1" + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
  }

  private static String post(String path, String body) {
    return "POST /api/v1"
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static Buffer text(String first, String repeated, int length) {
    return Buffer.buffer(first + repeated.repeat(length / repeated.length()) + "\"}");
  }

  private static Buffer manyKeys() {
    Buffer body = Buffer.buffer("{\"username\":\"u\"");
    for (int i = 0; body.length() < 900_000; i++) {
      body.appendString(",\"k" + i + "\":" + i);
    }
    return body.appendString("}");
  }

  private static Buffer nested() {
    return Buffer.buffer("{\"username\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}");
  }

  private static void send(NetSocket socket, String text) {
    send(socket, Buffer.buffer(text));
  }

  private static void send(NetSocket socket, Buffer bytes) {
    socket.write(bytes).onFailure(gone -> {});
  }
}
