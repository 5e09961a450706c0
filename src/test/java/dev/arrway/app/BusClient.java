package dev.arrway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A client of one of the bridges that knows frames alone; remembers all that it hears. */
final class BusClient implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  final AtomicBoolean closed = new AtomicBoolean();
  private final BlockingQueue<JsonNode> fresh = new LinkedBlockingQueue<>();
  private final Map<String, String> headers;
  private volatile Consumer<JsonNode> frameListener = frame -> {};
  private volatile Runnable endListener = () -> {};
  private Wire wire;

  /** How frames go out. */
  private interface Wire {
    void say(String frame);

    void close();
  }

  private BusClient(Map<String, String> headers) {
    this.headers = Map.copyOf(headers);
  }

  /**
   * Over TCP.
   *
   * @param headers of every frame
   */
  static BusClient tcp(int port, Map<String, String> headers) {
    BusClient client = new BusClient(headers);
    try {
      Socket socket = new Socket("127.0.0.1", port);
      client.wire = new TcpWire(socket);
      Thread reader = new Thread(() -> client.read(socket), "bus client");
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return client;
  }

  /**
   * Over the WebSocket that SockJS has for clients without its framing.
   *
   * @param url of the gateway's SockJS path, with its query
   * @param handshake headers of the request
   * @param headers of every frame
   */
  static BusClient sockJs(String url, Map<String, String> handshake, Map<String, String> headers) {
    BusClient client = new BusClient(headers);
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    handshake.forEach(builder::header);
    WebSocket socket =
        builder.buildAsync(URI.create(url.replaceFirst("^http", "ws")), client.listener()).join();
    client.wire =
        new Wire() {
          @Override
          public void say(String frame) {
            socket.sendText(frame, true).join();
          }

          @Override
          public void close() {
            socket.abort();
          }
        };
    return client;
  }

  private record TcpWire(Socket socket) implements Wire {
    @Override
    public void say(String frame) {
      byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
      try {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(Socket socket) {
    try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        hear(MAPPER.readTree(frame));
      }
    } catch (IOException gone) {
      end();
    }
  }

  private WebSocket.Listener listener() {
    return new WebSocket.Listener() {
      private final StringBuilder part = new StringBuilder();

      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
          hear(json(part.toString()));
          part.setLength(0);
        }
        socket.request(1);
        return null;
      }

      @Override
      public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        end();
        return null;
      }

      @Override
      public void onError(WebSocket socket, Throwable error) {
        end();
      }
    };
  }

  /** Sets what else to tell of each frame; those of before are told at once. */
  void onFrame(Consumer<JsonNode> listener) {
    heard.forEach(listener);
    frameListener = listener;
  }

  /** Sets what to run at the end. */
  void onEnd(Runnable listener) {
    endListener = listener;
    if (closed.get()) {
      listener.run();
    }
  }

  private void hear(JsonNode frame) {
    frameListener.accept(frame);
    heard.add(frame);
    fresh.add(frame);
  }

  private void end() {
    closed.set(true);
    endListener.run();
    fresh.add(MissingNode.getInstance());
  }

  /** The next frame that nobody has asked for so far; missing at the end or after 30 s. */
  JsonNode next() throws InterruptedException {
    JsonNode frame = fresh.poll(30, TimeUnit.SECONDS);
    return frame == null ? MissingNode.getInstance() : frame;
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says a frame as it is. */
  void sayRaw(String frame) {
    wire.say(frame);
  }

  /** Says a frame with the client's headers and others. */
  void say(Map<String, ?> frame, Map<String, String> more) {
    Map<String, Object> whole = new HashMap<>(frame);
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(more);
    whole.put("headers", all);
    try {
      wire.say(MAPPER.writeValueAsString(whole));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void say(Map<String, ?> frame) {
    say(frame, Map.of());
  }

  /** Registers for events and waits until it counts. */
  void register(Map<String, String> more) {
    say(Map.of("type", "register", "address", "arrway.events"), more);
    await(frame -> frame.path("address").asText().equals("arrway.events"));
  }

  /** Calls an operation; null when the socket ends instead of an answer. */
  JsonNode callUnlessEnded(String operation, Object body, Map<String, String> more) {
    try {
      return call(operation, body, more);
    } catch (AssertionError | UncheckedIOException | CompletionException e) {
      if (closed.get()) {
        return null;
      }
      throw e;
    }
  }

  /** Calls an operation; the frame that answers. */
  @CanIgnoreReturnValue
  JsonNode call(String operation, Object body, Map<String, String> more) {
    String reply = UUID.randomUUID().toString();
    Map<String, Object> frame = new HashMap<>();
    frame.put("type", "send");
    frame.put("address", "arrway.op." + operation);
    frame.put("replyAddress", reply);
    if (body != null) {
      frame.put("body", body);
    }
    say(frame, more);
    return await(answer -> answer.path("address").asText().equals(reply));
  }

  @CanIgnoreReturnValue
  JsonNode call(String operation, Object body) {
    return call(operation, body, Map.of());
  }

  /** The first frame like this. */
  @CanIgnoreReturnValue
  JsonNode await(Predicate<JsonNode> like) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> closed.get() || heard.stream().anyMatch(like));
      return heard.stream().filter(like).findFirst().orElseThrow();
    } catch (ConditionTimeoutException | NoSuchElementException e) {
      throw new AssertionError("heard only " + heard + (closed.get() ? ", then the end" : ""), e);
    }
  }

  /** Waits for the bridge's own refusal. */
  @CanIgnoreReturnValue
  JsonNode awaitRefusal(String word) {
    return await(
        frame ->
            frame.path("type").asText().equals("err")
                && (frame.path("body").asText().equals(word)
                    || frame.path("message").asText().equals(word)));
  }

  void awaitEnd() {
    Awaitility.await().atMost(PATIENCE).untilTrue(closed);
  }

  /** Events, without the frames that tell places. */
  List<JsonNode> events() {
    return heard.stream()
        .filter(frame -> frame.path("address").asText().equals("arrway.events"))
        .map(frame -> frame.path("body"))
        .filter(body -> body.has("id"))
        .toList();
  }

  List<String> types() {
    return events().stream().map(event -> event.path("type").asText()).toList();
  }

  @Override
  public void close() {
    wire.close();
  }
}
