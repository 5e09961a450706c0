package dev.arrway.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** One long-lived connection over any transport, with what came over it. */
abstract class OpenConnection implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final String name;
  final List<JsonNode> events = new CopyOnWriteArrayList<>();
  final List<JsonNode> hints = new CopyOnWriteArrayList<>();
  volatile boolean ended;
  volatile int closeCode;

  private OpenConnection(String name) {
    this.name = name;
  }

  /** The credentials of a client: headers, or else a ticket for the URL. */
  record Shown(Map<String, String> headers, String ticket) {
    static Shown bearer(Api user) {
      return new Shown(BusDoor.bearer(user), "");
    }

    static Shown key(String key) {
      return new Shown(Map.of("X-Api-Key", key), "");
    }

    /** A ticket that the user requests with these credentials, for one connection. */
    static Shown ticket(Api user) {
      return new Shown(Map.of(), user.post("/auth/tickets").at("/ticket").asText());
    }

    /** A ticket that the user requests for as many event streams as it lasts. */
    static Shown reusableTicket(Api user) {
      Api.Reply made = user.post("/auth/tickets", Map.of("reusable", true));
      return new Shown(Map.of(), made.at("/ticket").asText());
    }

    private String query() {
      return ticket.isEmpty() ? "" : "?ticket=" + ticket;
    }
  }

  /** The transports, following or idle. */
  enum Kind {
    SSE(false),
    WEB_SOCKET(false),
    WEB_SOCKET_IDLE(true),
    SOCKJS(false),
    SOCKJS_IDLE(true),
    TCP(false),
    TCP_IDLE(true);

    final boolean idle;

    Kind(boolean idle) {
      this.idle = idle;
    }

    boolean takesTickets() {
      return this != TCP && this != TCP_IDLE;
    }

    /** Opens a connection and waits until it counts. */
    OpenConnection open(TestGateway gateway, Shown shown) {
      return switch (this) {
        case SSE -> new Sse(gateway, shown);
        case WEB_SOCKET, WEB_SOCKET_IDLE -> new Socket(gateway, shown, this);
        default -> new Bus(gateway, shown, this);
      };
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void hear(JsonNode message) {
    if (message.path("type").asText().equals("reconnect")) {
      hints.add(message);
    } else if (message.has("occurred_at")) {
      events.add(Api.checked(message));
    }
  }

  void awaitEvents(int count) {
    await(name).atMost(PATIENCE).until(() -> events.size() >= count);
  }

  JsonNode lastHint() {
    return hints.get(hints.size() - 1);
  }

  /** Whether the peer still answers or still sends: asked where the transport can be asked. */
  abstract void ping();

  @Override
  public abstract void close();

  @Override
  public String toString() {
    return name + (ended ? " (ended)" : " (open)");
  }

  private static final class Sse extends OpenConnection {
    private final InputStream body;

    Sse(TestGateway gateway, Shown shown) {
      super("SSE");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              URI.create(gateway.gateway().url() + "/api/v1/events" + shown.query()));
      shown.headers().forEach(request::header);
      HttpResponse<InputStream> response =
          CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream()).join();
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
      body = response.body();
      Thread reader = new Thread(this::read, "sse client");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("data: ")) {
            hear(json(line.substring(6)));
          }
        }
      } catch (IOException gone) {
        ended = true;
      }
      ended = true;
    }

    @Override
    void ping() {}

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException gone) {
        ended = true;
      }
    }
  }

  /** A WebSocket at {@code /ws}. */
  static final class Socket extends OpenConnection implements WebSocket.Listener {
    private final WebSocket socket;
    private final StringBuilder part = new StringBuilder();
    final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    Socket(TestGateway gateway, Shown shown, Kind kind) {
      super(kind.name());
      WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
      shown.headers().forEach(builder::header);
      String url = gateway.gateway().url().replaceFirst("^http", "ws");
      socket = builder.buildAsync(URI.create(url + "/api/v1/ws" + shown.query()), this).join();
      if (!kind.idle) {
        say("{\"subscribe\":{}}");
        awaitMessage("subscribed");
      }
    }

    void say(String text) {
      socket.sendText(text, true).join();
    }

    void awaitMessage(String type) {
      await(name)
          .atMost(PATIENCE)
          .until(() -> messages.stream().anyMatch(it -> it.path("type").asText().equals(type)));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        JsonNode message = json(part.toString());
        part.setLength(0);
        messages.add(message);
        hear(message);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closeCode = status;
      ended = true;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended = true;
    }

    @Override
    void ping() {
      messages.clear();
      say("{\"ping\":1}");
      awaitMessage("pong");
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private static final class Bus extends OpenConnection {
    private final BusClient client;

    Bus(TestGateway gateway, Shown shown, Kind kind) {
      super(kind.name());
      boolean tcp = kind == Kind.TCP || kind == Kind.TCP_IDLE;
      client =
          tcp
              ? BusDoor.TCP.open(gateway, shown.headers())
              : BusClient.sockJs(
                  BusDoor.sockJs(gateway, "/api/v1") + shown.query(), shown.headers(), Map.of());
      client.onFrame(frame -> hear(frame.path("body")));
      client.onEnd(() -> ended = true);
      ping();
      if (!kind.idle) {
        client.register(Map.of());
      }
    }

    @Override
    void ping() {
      JsonNode answer = client.call("getMe", Map.of());
      if (!answer.at("/headers/status").asText().equals("200")) {
        throw new IllegalStateException("refused: " + answer);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
