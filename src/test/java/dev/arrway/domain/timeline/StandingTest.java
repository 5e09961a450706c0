package dev.arrway.domain.timeline;

import static dev.arrway.domain.timeline.TestSteps.step;
import static dev.arrway.domain.timeline.TestSteps.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
  private static TimelineState state(Step... steps) {
    return Standing.of(List.of(steps)).orElseThrow().state();
  }

  @ParameterizedTest
  @CsvSource({
    "1,REQUESTED",
    "2,ADDED",
    "3,SEARCHED",
    "4,GRABBED",
    "5,DOWNLOADING",
    "6,DOWNLOADED",
    "7,IMPORTED",
    "8,IMPORTED",
    "9,PLAYABLE"
  })
  void everyStepLeadsFurther(int steps, TimelineState state) {
    assertThat(Standing.of(whole().subList(0, steps)).orElseThrow().state()).isEqualTo(state);
  }

  @Test
  void nothingIsNoState() {
    assertThat(Standing.of(List.of())).isEmpty();
  }

  @Test
  void whatIsToldLateDoesNotLeadBack() {
    assertThat(
            state(
                step(StepKind.GRABBED, 3),
                step(StepKind.IMPORTED, 4),
                step(StepKind.DOWNLOADED, 5),
                step(StepKind.DOWNLOADING, 6),
                step(StepKind.DOWNLOAD_REMOVED, 7)))
        .isEqualTo(TimelineState.IMPORTED);
    assertThat(
            state(
                step(StepKind.GRABBED, 3),
                step(StepKind.DOWNLOADED, 5),
                step(StepKind.DOWNLOAD_STALLED, 6)))
        .isEqualTo(TimelineState.DOWNLOADED);
  }

  @Test
  void aStalledDownloadMayRecover() {
    Step stalled = step(StepKind.DOWNLOAD_STALLED, 5);
    assertThat(state(step(StepKind.GRABBED, 3), step(StepKind.DOWNLOADING, 4), stalled))
        .isEqualTo(TimelineState.STALLED);
    assertThat(state(step(StepKind.GRABBED, 3), stalled, step(StepKind.DOWNLOAD_RECOVERED, 6)))
        .isEqualTo(TimelineState.DOWNLOADING);
  }

  @Test
  void anotherReleaseAfterAFailureIsWhatCounts() {
    Step failed = step(StepKind.DOWNLOAD_FAILED, 8);
    assertThat(state(step(StepKind.GRABBED, 3), failed)).isEqualTo(TimelineState.DOWNLOAD_FAILED);
    assertThat(
            state(step(StepKind.GRABBED, 3), failed, step(StepKind.GRABBED, 9, "other", Map.of())))
        .isEqualTo(TimelineState.GRABBED);
  }

  @Test
  void aFailedRequestThatWasRepeatedIsAddedAfterAll() {
    Step failed = step(StepKind.REQUEST_FAILED, 1);
    assertThat(state(step(StepKind.REQUESTED, 0), failed)).isEqualTo(TimelineState.REQUEST_FAILED);
    assertThat(state(step(StepKind.REQUESTED, 0), failed, step(StepKind.ADDED, 2)))
        .isEqualTo(TimelineState.ADDED);
  }

  @Test
  void whatWasDeletedIsGoneUntilItComesAgain() {
    Step deleted = step(StepKind.FILE_DELETED, 20);
    assertThat(with(deleted)).isEqualTo(TimelineState.FILE_DELETED);
    assertThat(with(step(StepKind.DELETED, 20))).isEqualTo(TimelineState.DELETED);
    assertThat(with(deleted, step(StepKind.GRABBED, 21, "other", Map.of())))
        .isNotEqualTo(TimelineState.FILE_DELETED);
    assertThat(with(step(StepKind.DELETED, 20), step(StepKind.ADDED, 21)))
        .isNotEqualTo(TimelineState.DELETED);
  }

  private static TimelineState with(Step... more) {
    return Standing.of(Stream.concat(whole().stream(), Stream.of(more)).toList())
        .orElseThrow()
        .state();
  }

  @Test
  void whatNoMediaServerHasMayBeImportedAnew() {
    Step not = step(StepKind.NOT_PLAYABLE_YET, 30);
    assertThat(state(step(StepKind.IMPORTED, 10), not)).isEqualTo(TimelineState.NOT_PLAYABLE_YET);
    assertThat(state(step(StepKind.IMPORTED, 10), not, step(StepKind.UPGRADED, 40)))
        .isEqualTo(TimelineState.IMPORTED);
    assertThat(state(step(StepKind.IMPORTED, 10), not, step(StepKind.PLAYABLE, 50)))
        .isEqualTo(TimelineState.PLAYABLE);
  }
}
