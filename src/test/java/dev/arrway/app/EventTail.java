package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that follows a user's events, and comes back with its cursor when its stream ends. */
final class EventTail implements AutoCloseable {
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);

  private final Api api;
  private final List<String> types = new CopyOnWriteArrayList<>();
  private volatile InputStream body;
  private volatile boolean closed;
  private String cursor = "";

  private EventTail(Api api) {
    this.api = api;
  }

  static EventTail open(Api api) throws Exception {
    EventTail tail = new EventTail(api);
    assertThat(tail.connect()).isTrue();
    Thread reader = new Thread(tail::follow, "event-tail");
    reader.setDaemon(true);
    reader.start();
    return tail;
  }

  private boolean connect() throws Exception {
    HttpResponse<InputStream> response =
        api.stream(cursor.isEmpty() ? "/events" : "/events?after=" + cursor);
    body = response.body();
    return response.statusCode() == 200;
  }

  private void follow() {
    read();
    while (!closed) {
      await().atMost(LONGEST_OUTAGE).ignoreExceptions().until(() -> closed || connect());
      read();
    }
  }

  private void read() {
    try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
      while (!closed && lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("event: ")) {
          types.add(line.substring("event: ".length()));
        } else if (line.startsWith("id: ")) {
          cursor = line.substring("id: ".length());
        }
      }
    }
  }

  /** Returns the types of all events until now. */
  List<String> types() {
    return List.copyOf(types);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    body.close();
  }
}
