package dev.arrway.upstream;

import dev.arrway.protocol.PartFailure;
import java.util.List;

/**
 * The answers of several instances.
 *
 * @param answers the answers, in the order of the ids of the instances
 * @param failures the instances that could not answer
 */
public record Gathered<T>(List<Placed<T>> answers, List<PartFailure> failures) {
  public Gathered {
    answers = List.copyOf(answers);
    failures = List.copyOf(failures);
  }
}
