package dev.arrway.kind.arr;

import dev.arrway.domain.arr.ArrNews;

/** Reads what a vendor's servers send when something happens. */
@FunctionalInterface
public interface ArrNewsReader {
  /**
   * What a message says; a type that is not known gives news of kind {@code UNKNOWN}.
   *
   * @param message JSON, as it came
   * @throws dev.arrway.protocol.FailureException {@code upstream_bad_json} for what is no JSON, or
   *     {@code upstream_unexpected} for what lacks what its type needs
   */
  ArrNews read(String message);
}
