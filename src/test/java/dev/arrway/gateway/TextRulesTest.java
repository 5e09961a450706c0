package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "\ud800", "\udc00", "\ud800x", "\udc00\ud800", "x\udbff"})
  void findsWhatCannotBeStored(String text) {
    assertThat(TextRules.isBroken(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\ud83d\ude00", "\u0001\n\t", "\uffff", "\ud800\udc00x"})
  void letsOtherTextBe(String text) {
    assertThat(TextRules.isBroken(text)).isFalse();
  }

  @Test
  void namesEveryField() {
    JsonObject body =
        new JsonObject()
            .put("fine", "x")
            .put("user", new JsonObject().put("names", new JsonArray().add("a").add("b\0")))
            .put("k\0", 1);
    assertThatThrownBy(() -> TextRules.require(Map.of("q", "\ud800"), body))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure().errors().stream().map(FieldError::field))
                    .isEqualTo(List.of("q", "user.names.1", "k\ufffd")));
  }
}
