package dev.arrway.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.protocol.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The names and the JSON of all messages, as earlier builds stored them in the outbox and sent them
 * between nodes. A line that disappears or changes is a change that stored rows do not survive; new
 * lines are written by {@code -Dgolden.write=true}.
 */
class MessageGoldenTest {
  private static final String RESOURCE = "/golden/messages.txt";
  private static final Path SOURCE = Path.of("src/test/resources" + RESOURCE);
  private static final MessageRegistry MESSAGES = UpstreamCatalog.standard().messages();
  private static final WireFormat FORMAT = new WireFormat(MESSAGES);
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  @Test
  void everyMessageIsWrittenAsBefore() throws IOException {
    List<String> lines =
        MESSAGES.types().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(MessageGoldenTest::lines)
            .toList();
    if (Boolean.getBoolean("golden.write")) {
      Files.write(SOURCE, lines);
    }
    assertThat(lines).isEqualTo(golden());
  }

  @Test
  void everyMessageOfAnEarlierBuildIsRead() throws IOException {
    for (String line : golden()) {
      String text = line.substring(line.indexOf('{'));
      Object message = FORMAT.decode(text.getBytes(StandardCharsets.UTF_8));
      assertThat(text(message)).isEqualTo(text);
    }
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = MessageGoldenTest.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Three invented values of each type; the operation's name stands before those of commands. */
  private static Stream<String> lines(Map.Entry<String, Class<?>> type) {
    return Stream.of(1L, 2L, 3L)
        .map(seed -> new Invented(seed).record(type.getValue()))
        .map(value -> operation(value) + text(value));
  }

  private static String operation(Object value) {
    return value instanceof Command<?> command ? MESSAGES.operation(command) + " " : "";
  }

  /** The stored JSON with sorted keys: those of maps have no order of their own. */
  private static String text(Object message) {
    try {
      return JSON.writeValueAsString(JSON.readValue(FORMAT.encode(message), Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
