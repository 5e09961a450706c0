package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.protocol.Change;
import dev.arrway.protocol.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeDescriptionsTest {
  private record Paint(String color, boolean unsure) implements Change<Reply.Done> {
    @Override
    public Paint asUnsure() {
      return new Paint(color, true);
    }
  }

  private static final Paint RED = new Paint("red", false);
  private static final Reply DONE = new Reply.Done();

  private static ChangeDescriptions.Builder colors() {
    return ChangeDescriptions.builder()
        .subject(Paint.class, paint -> Map.of("color", paint.color()))
        .effect(
            Paint.class,
            Reply.Done.class,
            (paint, done) -> new ChangeEffect("wall.painted", Map.of("color", paint.color())));
  }

  @Test
  void subjectAndEffectAreThoseOfTheChange() {
    ChangeDescriptions descriptions = colors().build();
    assertThat(descriptions.subject(RED)).containsExactly(Map.entry("color", "red"));
    assertThat(descriptions.effect(RED, DONE))
        .contains(new ChangeEffect("wall.painted", Map.of("color", "red")));
  }

  @Test
  void aChangeWithoutDescriptionHasNeither() {
    assertThat(ChangeDescriptions.NONE.subject(RED)).isEmpty();
    assertThat(ChangeDescriptions.NONE.effect(RED, DONE)).isEmpty();
  }

  @Test
  void aDescriptionThatFailsCountsAsNone() {
    Paint stored = new Paint(null, false);
    ChangeDescriptions descriptions = colors().build();
    assertThat(descriptions.subject(stored)).isEmpty();
    assertThat(descriptions.effect(stored, DONE)).isEmpty();
    assertThat(descriptions.effect(RED, new Reply() {})).isEmpty();
  }

  @Test
  void aChangeThatTwoKindsDescribeIsRefused() {
    List<ChangeDescriptions> twice = List.of(colors().build(), colors().build());
    assertThatThrownBy(() -> ChangeDescriptions.merged(twice))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Paint is described twice");
  }
}
