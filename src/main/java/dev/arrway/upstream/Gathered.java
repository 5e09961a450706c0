package dev.arrway.upstream;

import java.util.List;

/**
 * What several instances answered.
 *
 * @param answers by instance, in the order of their ids
 * @param failures those that could not answer
 */
public record Gathered<T>(List<Placed<T>> answers, List<PartFailure> failures) {
  public Gathered {
    answers = List.copyOf(answers);
    failures = List.copyOf(failures);
  }
}
