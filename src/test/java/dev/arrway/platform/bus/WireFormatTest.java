package dev.arrway.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Notice;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireFormatTest {
  private static final MessageRegistry MESSAGES = UpstreamCatalog.standard().messages();
  private static final WireFormat FORMAT = new WireFormat(MESSAGES);

  static Stream<Map.Entry<String, Class<?>>> messages() {
    return MESSAGES.types().entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void everyMessageComesBackAsItWas(Map.Entry<String, Class<?>> message) {
    LongStream.range(0, 200)
        .forEach(
            seed -> {
              Object value = new Invented(seed).record(message.getValue());
              Object sent =
                  value instanceof Command<?> command
                      ? new Letter(new Envelope(seed, "trace", seed + 1, seed % 2 == 0), command)
                      : value;
              assertThat(FORMAT.decode(FORMAT.encode(sent)))
                  .as(message.getKey() + " of seed " + seed)
                  .isEqualTo(sent);
            });
  }

  @Test
  void everyPartOfTheProtocolIsThere() {
    assertThat(MESSAGES.types().keySet())
        .contains("ArrCommand.GetQueue", "UpstreamCommand.GetVitals", "ArrReply.Queue")
        .contains("Failure", "Reply.Done", "Notice.LibraryChanged")
        .hasSizeGreaterThan(30);
    assertThat(MESSAGES.types().values()).allMatch(Class::isRecord);
  }

  @Test
  void aTypeThatIsNoMessageIsRefused() {
    for (String name : new String[] {"java.lang.String", "Envelope", "ArrCommand", ""}) {
      byte[] bytes = ("{\"type\":\"" + name + "\",\"value\":{}}").getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> FORMAT.decode(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unknown message type");
    }
    assertThatThrownBy(() -> FORMAT.decode("no json".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FORMAT.encode("no message"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fieldsOfANewerNodeAreIgnored() {
    byte[] bytes =
        "{\"type\":\"Notice.AccessChanged\",\"value\":{\"userId\":5,\"since\":\"v2\"}}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(FORMAT.decode(bytes)).isEqualTo(new Notice.AccessChanged(5));
  }

  @Test
  void moreThanAMegabyteIsRefused() {
    int room = WireFormat.MAX_BYTES - FORMAT.encode(failure("")).length;
    assertThat(FORMAT.encode(failure("x".repeat(room)))).hasSize(WireFormat.MAX_BYTES);
    assertThatThrownBy(() -> FORMAT.encode(failure("x".repeat(room + 1))))
        .isInstanceOf(MessageTooLargeException.class);
  }

  private static Failure failure(String detail) {
    return Failure.of(FailureCode.INTERNAL, detail);
  }

  @Test
  void theCodecWritesWhereItIsToldTo() {
    ProtocolCodec codec = new ProtocolCodec(FORMAT, false);
    Buffer buffer = Buffer.buffer("before");
    var letter =
        new Letter(new Envelope(Envelope.SYSTEM, "t", 5, false), new ArrCommand.Lookup("é"));
    codec.encodeToWire(buffer, letter);
    buffer.appendString("after");
    assertThat(codec.decodeFromWire(6, buffer)).isEqualTo(letter);
    assertThat(codec.transform(letter)).isSameAs(letter);
    assertThat(new ProtocolCodec(FORMAT, true).transform(letter))
        .isEqualTo(letter)
        .isNotSameAs(letter);
  }
}
