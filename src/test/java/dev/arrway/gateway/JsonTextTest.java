package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.http.ByteBudget;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static final Vertx vertx = Vertx.vertx();

  private final ByteBudget budget = new ByteBudget(1 << 30);

  @AfterAll
  static void close() {
    Futures.await(vertx.close());
  }

  private static BodyReservation reservation(ByteBudget budget) {
    return TestLimits.bodies(vertx, budget).reservation(null, "192.0.2.1");
  }

  private JsonObject parse(String text) {
    try (BodyReservation reservation = reservation(budget)) {
      return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), reservation);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1,\"b\":-9223372036854775808,\"c\":123456789012345678901234567890}",
        "{\"a\":1.5,\"b\":1e10,\"c\":true,\"d\":false,\"e\":null}",
        "{\"a\":[1,[\"x\",{\"y\":[]}],{}],\"a2\":\"\\u00e9\\ud83d\\ude00\"}",
        " {\"same\":1,\"same\":2} "
      })
  void readsWhatTheUsualReaderReads(String text) {
    JsonObject read = parse(text);
    assertThat(read).isEqualTo(Buffer.buffer(text).toJsonObject());
    assertThat(JsonText.tree(read).toString()).isEqualTo(read.encode());
    assertThat(budget.used()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[1]",
        "1",
        "{\"a\":1",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{a:1}",
        "{\"a\":[1}",
        "{\"a\":1e999}",
        "{\"a\":NaN}",
        "{\"a\":}"
      })
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.MALFORMED_REQUEST));
  }

  static Stream<String> beyondLimits() {
    return Stream.of(
        "{\"a\":" + "[".repeat(100_000),
        "{\"a\":".repeat(JsonText.MOST_DEPTH + 1) + "1",
        "{\"a\":[" + "0,".repeat(JsonText.MOST_TOKENS) + "0]}",
        "{\"" + "x".repeat(JsonText.LONGEST_NAME + 1) + "\":1}",
        "{\"a\":" + "9".repeat(JsonText.LONGEST_NUMBER + 1) + "}");
  }

  @ParameterizedTest
  @MethodSource("beyondLimits")
  void refusesWhatIsBeyondALimit(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE));
  }

  @Test
  void aSmallCallReservesLittle() {
    try (BodyReservation reservation = reservation(budget)) {
      byte[] text = "{\"name\":1}".getBytes(StandardCharsets.UTF_8);
      assertThat(JsonText.parse(text, reservation).size()).isEqualTo(1);
      assertThat(budget.used()).isPositive().isLessThan(10_000);
    }
  }

  @Test
  void paysForEachValue() {
    String text = "{\"a\":[" + "0,".repeat(10_000) + "0]}";
    BodyReservation reservation = reservation(new ByteBudget(1_000_000));
    assertThatThrownBy(() -> JsonText.parse(text.getBytes(StandardCharsets.UTF_8), reservation))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.OVERLOADED));
  }
}
