package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** One event stream that is opened once and never again, and the types of the events it brought. */
final class EventTail implements AutoCloseable {
  private final InputStream body;
  private final List<String> types = new CopyOnWriteArrayList<>();

  private EventTail(InputStream body) {
    this.body = body;
    Thread reader = new Thread(this::read, "event-tail");
    reader.setDaemon(true);
    reader.start();
  }

  static EventTail open(Api api) throws Exception {
    HttpResponse<InputStream> response = api.stream("/events");
    assertThat(response.statusCode()).isEqualTo(200);
    return new EventTail(response.body());
  }

  private void read() {
    try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("event: ")) {
          types.add(line.substring("event: ".length()));
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
    body.close();
  }
}
