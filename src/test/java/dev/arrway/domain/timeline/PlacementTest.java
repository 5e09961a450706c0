package dev.arrway.domain.timeline;

import static dev.arrway.domain.timeline.TestSteps.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.timeline.Placement.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Instant SOON = START.plus(Duration.ofHours(1));

  private static Candidate candidate(TimelineState state, Instant asked, Set<Long> episodes) {
    return new Candidate(7, state, START, asked, episodes);
  }

  private static boolean joins(Candidate one, StepKind kind, Instant at, Set<Long> episodes) {
    return Placement.of(List.of(one), kind, at, episodes).isPresent();
  }

  @Test
  void aGrabJoinsWhatWasAskedForAndNotWhatHasCome() {
    Candidate asked = candidate(TimelineState.SEARCHED, START, Set.of());
    assertThat(joins(asked, StepKind.GRABBED, SOON, Set.of())).isTrue();
    Candidate there = candidate(TimelineState.PLAYABLE, START, Set.of());
    assertThat(joins(there, StepKind.GRABBED, SOON, Set.of())).isFalse();
    Candidate failed = candidate(TimelineState.DOWNLOAD_FAILED, null, Set.of());
    assertThat(joins(failed, StepKind.GRABBED, SOON, Set.of())).isTrue();
  }

  @Test
  void theEpisodesOfOneRequestStayTogether() {
    Candidate asked = candidate(TimelineState.PLAYABLE, START, Set.of(1L, 2L));
    assertThat(joins(asked, StepKind.GRABBED, SOON, Set.of(3L))).isTrue();
    assertThat(joins(asked, StepKind.GRABBED, SOON, Set.of(2L))).isFalse();
    Instant later = START.plus(Duration.ofDays(2));
    assertThat(joins(asked, StepKind.GRABBED, later, Set.of(3L))).isFalse();
    Candidate other = candidate(TimelineState.DOWNLOADING, null, Set.of(1L));
    assertThat(joins(other, StepKind.GRABBED, SOON, Set.of(3L))).isFalse();
  }

  @Test
  void aRequestIsAlwaysSomethingNew() {
    Candidate asked = candidate(TimelineState.REQUESTED, START, Set.of());
    assertThat(joins(asked, StepKind.REQUESTED, SOON, Set.of())).isFalse();
    assertThat(joins(asked, StepKind.ADDED, SOON, Set.of())).isTrue();
  }

  @Test
  void deletionsBelongToTheNewest() {
    Candidate there = candidate(TimelineState.PLAYABLE, null, Set.of());
    assertThat(joins(there, StepKind.DELETED, SOON, Set.of())).isTrue();
  }
}
