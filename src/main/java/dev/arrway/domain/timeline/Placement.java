package dev.arrway.domain.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which timeline of a title something belongs to. */
public final class Placement {
  /** Searches lead to grabs for so long, one after another; a series' many. */
  private static final Duration FOLLOWS = Duration.ofDays(1);

  private Placement() {}

  /**
   * A timeline of the title, as far as this decision needs it.
   *
   * @param askedAt when it was last asked for or searched for, null when it never was
   * @param episodes ids of the episodes it is known to be about
   */
  public record Candidate(
      long id,
      TimelineState state,
      Instant stateSince,
      @Nullable Instant askedAt,
      Set<Long> episodes) {
    public Candidate {
      episodes = Set.copyOf(episodes);
    }
  }

  /**
   * The timeline that a step belongs to.
   *
   * @param candidates those of the title, newest first
   * @param episodes ids of the episodes that the step is about; none for a movie
   * @return empty when it begins one of its own, or belongs to none
   */
  public static Optional<Candidate> of(
      List<Candidate> candidates, StepKind kind, Instant at, Set<Long> episodes) {
    return candidates.stream().filter(one -> takes(one, kind, at, episodes)).findFirst();
  }

  private static boolean takes(Candidate one, StepKind kind, Instant at, Set<Long> episodes) {
    return switch (kind) {
      case REQUESTED -> false;
      case ADDED ->
          one.state() == TimelineState.REQUESTED || one.state() == TimelineState.REQUEST_FAILED;
      case SEARCH_REQUESTED, SEARCHED, SEARCH_FAILED ->
          !one.state().settled() && about(one, episodes);
      case GRABBED -> grabs(one, at, episodes);
      case IMPORTED, UPGRADED, IMPORT_COMPLETED, IMPORT_BLOCKED, IMPORT_FAILED ->
          !one.state().settled() && about(one, episodes);
      default -> about(one, episodes);
    };
  }

  private static boolean grabs(Candidate one, Instant at, Set<Long> episodes) {
    if (!one.state().settled()) {
      return about(one, episodes) || soon(one, at);
    }
    return !episodes.isEmpty()
        && soon(one, at)
        && one.episodes().stream().noneMatch(episodes::contains);
  }

  private static boolean soon(Candidate one, Instant at) {
    Instant asked = one.askedAt();
    return asked != null && at.isBefore(asked.plus(FOLLOWS));
  }

  private static boolean about(Candidate one, Set<Long> episodes) {
    return episodes.isEmpty()
        || one.episodes().isEmpty()
        || one.episodes().stream().anyMatch(episodes::contains);
  }
}
