package dev.arrway.domain.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {
  private static State of(ArrObject kind, Map<String, Object> document) {
    return State.of(Map.of(kind, List.of(document)), Map.of());
  }

  private static List<String> paths(State before, State now) {
    return Comparison.of(before, now).stream().map(Difference::path).toList();
  }

  @Test
  void aBracketInANameIsEscaped() {
    assertThat(paths(State.of(Map.of(), Map.of()), of(ArrObject.TAG, Map.of("label", "a]b\\"))))
        .containsExactly("tags[a\\]b\\\\]");
  }

  @Test
  void equalNumbersOfDifferentTypesAreEqual() {
    assertThat(
            paths(
                of(ArrObject.NAMING, Map.of("days", 7, "share", 1.50)),
                of(
                    ArrObject.NAMING,
                    Map.of("days", new BigDecimal("7.0"), "share", new BigDecimal("1.5")))))
        .isEmpty();
  }

  @Test
  void tagsAreComparedByTheirLabels() {
    State before =
        State.of(
            Map.of(
                ArrObject.TAG,
                List.of(Map.of("id", 1, "label", "x"), Map.of("id", 2, "label", "y")),
                ArrObject.NAMING,
                List.of(Map.of("tags", List.of(1, 2)))),
            Map.of());
    State now =
        State.of(
            Map.of(
                ArrObject.TAG,
                List.of(Map.of("id", 9, "label", "y"), Map.of("id", 8, "label", "x")),
                ArrObject.NAMING,
                List.of(Map.of("tags", List.of(9, 8)))),
            Map.of());
    assertThat(paths(before, now)).isEmpty();
  }

  @Test
  void aSlashAtTheEndOfAFolderIsNoOtherFolder() {
    assertThat(
            paths(
                of(ArrObject.ROOT_FOLDER, Map.of("path", "/movies")),
                of(ArrObject.ROOT_FOLDER, Map.of("path", "/movies/"))))
        .isEmpty();
  }

  @Test
  void twoObjectsOfOneNameAreTwo() {
    Map<String, Object> one = Map.of("id", 1, "name", "Same", "value", 1);
    Map<String, Object> other = Map.of("id", 2, "name", "Same", "value", 2);
    State both = State.of(Map.of(ArrObject.CUSTOM_FORMAT, List.of(one, other)), Map.of());
    assertThat(both.counts()).containsEntry("custom_formats", 2);
    assertThat(paths(both, State.of(Map.of(ArrObject.CUSTOM_FORMAT, List.of(one)), Map.of())))
        .containsExactly("custom_formats[Same (2)]");
  }
}
