package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A client of an event stream: reads frames as browsers do, and remembers its cursor. */
final class Follower implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A whole frame with data. */
  record Frame(String id, String type, String data) {}

  final List<Frame> frames = new CopyOnWriteArrayList<>();
  final List<String> retries = new CopyOnWriteArrayList<>();
  final AtomicInteger comments = new AtomicInteger();
  final AtomicBoolean ended = new AtomicBoolean();
  private final URI address;
  private volatile @Nullable String cursor;
  private volatile HttpResponse<InputStream> response;

  Follower(URI address, @Nullable String cursor) {
    this.address = address;
    this.cursor = cursor;
    this.response = connect();
    if (response.statusCode() == 200) {
      Thread reader = new Thread(this::readOnce, "follower");
      reader.setDaemon(true);
      reader.start();
    }
  }

  /** Follows in the calling thread, coming back after some frames, until this type is seen. */
  static List<Frame> followUntil(URI address, String cursor, String last, IntSupplier frames)
      throws IOException {
    Follower follower = new Follower(cursor, address);
    boolean seen = false;
    while (!seen) {
      follower.response = follower.connect();
      assertThat(follower.response.statusCode()).isEqualTo(200);
      int until = follower.frames.size() + frames.getAsInt();
      try (InputStream body = follower.response.body()) {
        seen =
            follower.read(body, () -> follower.isLast(last) || follower.frames.size() >= until)
                && follower.isLast(last);
      }
    }
    return follower.frames;
  }

  private Follower(String cursor, URI address) {
    this.address = address;
    this.cursor = cursor;
  }

  private boolean isLast(String type) {
    return !frames.isEmpty() && frames.get(frames.size() - 1).type().equals(type);
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Nullable String cursor() {
    return cursor;
  }

  List<String> types() {
    return frames.stream().map(Frame::type).toList();
  }

  /** Waits for as many frames. */
  void awaitFrames(int count) {
    await().atMost(PATIENCE).until(() -> frames.size() >= count);
  }

  void awaitEnd() {
    await().atMost(PATIENCE).untilTrue(ended);
  }

  /** Waits until the server has told a cursor; from here on events are this stream's. */
  Follower awaitStart() {
    await().atMost(PATIENCE).until(() -> cursor != null);
    return this;
  }

  private HttpResponse<InputStream> connect() {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    String known = cursor;
    if (known != null) {
      request.header("Last-Event-ID", known);
    }
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofInputStream()).join();
  }

  private void readOnce() {
    try (InputStream body = response.body()) {
      ended.set(!read(body, () -> false));
    } catch (IOException gone) {
      ended.set(true); // as good as an end
    }
  }

  /** Whether {@code enough} came before the end. */
  private boolean read(InputStream body, java.util.function.BooleanSupplier enough)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String id = null;
    String type = null;
    String data = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(":")) {
        comments.incrementAndGet();
      } else if (line.startsWith("retry: ")) {
        retries.add(line.substring(7));
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (line.isEmpty()) {
        if (data != null) {
          frames.add(new Frame(String.valueOf(id), String.valueOf(type), data));
        }
        cursor = id == null ? cursor : id;
        id = null;
        type = null;
        data = null;
        if (enough.getAsBoolean()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
