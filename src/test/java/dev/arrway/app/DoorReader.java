package dev.arrway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Follows events through one door in a thread of its own, goes away after some of them and comes
 * back with its cursor, also when the gateway has died.
 */
abstract class DoorReader implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_AT_ONCE = 400;

  final List<Long> ids = Collections.synchronizedList(new ArrayList<>());
  final List<String> resets = new CopyOnWriteArrayList<>();
  final Supplier<URI> gateway;
  final String key;
  private final long from;
  private final Random random = new Random();
  private final Thread thread = new Thread(this::follow, getClass().getSimpleName());
  private volatile String cursor;
  private volatile boolean over;
  private final CountDownLatch ended = new CountDownLatch(1);
  volatile int connections;

  DoorReader(Supplier<URI> gateway, String key, String cursor) {
    this.gateway = gateway;
    this.key = key;
    this.cursor = cursor;
    this.from = Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
  }

  /** The id after which it began. */
  long from() {
    return from;
  }

  static DoorReader sse(Supplier<URI> gateway, String key, String cursor) {
    return new Sse(gateway, key, cursor);
  }

  static DoorReader webSocket(Supplier<URI> gateway, String key, String cursor) {
    return new Socket(gateway, key, cursor);
  }

  static DoorReader sockJs(Supplier<URI> gateway, String key, String cursor) {
    return new SockJs(gateway, key, cursor);
  }

  /** Over TCP, to this port. */
  static DoorReader tcp(Supplier<URI> gateway, int port, String key, String cursor) {
    return new Tcp(gateway, port, key, cursor);
  }

  DoorReader begin() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** Connects after the cursor and takes about so many events, then goes away. */
  abstract void once(String after, int atMost) throws IOException, InterruptedException;

  private void follow() {
    while (!over) {
      try {
        connections++;
        once(cursor, 1 + random.nextInt(MOST_AT_ONCE));
      } catch (IOException | CompletionException gone) {
        awaitGateway();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The gateway is away; it comes back. */
  private void awaitGateway() {
    try {
      if (ended.await(100, TimeUnit.MILLISECONDS)) {
        over = true;
      }
    } catch (InterruptedException e) {
      over = true;
    }
  }

  boolean over() {
    return over;
  }

  void take(String json) {
    JsonNode event = parse(json);
    cursor = event.path("cursor").asText();
    if (event.path("type").asText().equals("reset")) {
      resets.add(cursor);
    } else if (event.has("id")) {
      ids.add(event.path("id").asLong());
    }
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @Override
  public void close() {
    over = true;
    ended.countDown();
    thread.interrupt();
  }

  /** {@code GET /events}. */
  private static final class Sse extends DoorReader {
    Sse(Supplier<URI> gateway, String key, String cursor) {
      super(gateway, key, cursor);
    }

    @Override
    void once(String after, int atMost) throws IOException, InterruptedException {
      HttpResponse<InputStream> response =
          CLIENT.send(
              HttpRequest.newBuilder(gateway.get().resolve("/api/v1/events"))
                  .header("X-Api-Key", key)
                  .header("Last-Event-ID", after)
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      int seen = 0;
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine();
            line != null && seen < atMost && !over();
            line = lines.readLine()) {
          if (line.startsWith("data: ") && response.statusCode() == 200) {
            take(line.substring(6));
            seen++;
          }
        }
      }
    }
  }

  /** A bridge of the event bus. */
  private abstract static class Bus extends DoorReader {
    Bus(Supplier<URI> gateway, String key, String cursor) {
      super(gateway, key, cursor);
    }

    abstract BusClient open() throws IOException;

    @Override
    void once(String after, int atMost) throws IOException, InterruptedException {
      try (BusClient client = open()) {
        client.say(Map.of("type", "register", "address", "arrway.events"), Map.of("after", after));
        int seen = 0;
        for (JsonNode frame = client.next();
            !frame.isMissingNode() && seen < atMost && !over();
            frame = client.next()) {
          JsonNode body = frame.path("body");
          if (frame.path("address").asText().equals("arrway.events") && body.has("cursor")) {
            take(body.toString());
            seen++;
          }
        }
      } catch (UncheckedIOException gone) {
        throw gone.getCause();
      }
    }
  }

  /** SockJS at {@code /eventbus}. */
  private static final class SockJs extends Bus {
    SockJs(Supplier<URI> gateway, String key, String cursor) {
      super(gateway, key, cursor);
    }

    @Override
    BusClient open() {
      return BusClient.sockJs(
          gateway.get() + "/api/v1/eventbus/websocket", Map.of(), Map.of("X-Api-Key", key));
    }
  }

  /** The bridge over TCP. */
  private static final class Tcp extends Bus {
    private final int port;

    Tcp(Supplier<URI> gateway, int port, String key, String cursor) {
      super(gateway, key, cursor);
      this.port = port;
    }

    @Override
    BusClient open() {
      return BusClient.tcp(port, Map.of("X-Api-Key", key));
    }
  }

  /** {@code GET /ws}. */
  private static final class Socket extends DoorReader {
    private static final String GONE = "";

    Socket(Supplier<URI> gateway, String key, String cursor) {
      super(gateway, key, cursor);
    }

    @Override
    void once(String after, int atMost) throws InterruptedException {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      URI http = gateway.get();
      WebSocket socket =
          CLIENT
              .newWebSocketBuilder()
              .header("X-Api-Key", key)
              .buildAsync(
                  URI.create("ws://" + http.getAuthority() + "/api/v1/ws"), new Listener(heard))
              .join();
      socket.sendText("{\"subscribe\":{},\"after\":\"" + after + "\"}", true).join();
      int seen = 0;
      while (seen < atMost && !over()) {
        String text = heard.poll(30, TimeUnit.SECONDS);
        if (text == null || text.equals(GONE)) {
          break;
        }
        if (!text.startsWith("{\"type\":\"subscribed\"")) {
          take(text);
          seen++;
        }
      }
      socket.abort();
    }

    /** Puts whole messages into a queue. */
    private static final class Listener implements WebSocket.Listener {
      private final BlockingQueue<String> heard;
      private final StringBuilder part = new StringBuilder();

      Listener(BlockingQueue<String> heard) {
        this.heard = heard;
      }

      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
          heard.add(part.toString());
          part.setLength(0);
        }
        socket.request(1);
        return null;
      }

      @Override
      public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        heard.add(GONE);
        return null;
      }

      @Override
      public void onError(WebSocket socket, Throwable cause) {
        heard.add(GONE);
      }
    }
  }
}
