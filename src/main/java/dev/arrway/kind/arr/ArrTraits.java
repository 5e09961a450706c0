package dev.arrway.kind.arr;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties that distinguish a manager of movies or series from others.
 *
 * @param holds what its library holds
 * @param newsReader reads what its servers send when something happens; null when they send nothing
 */
public record ArrTraits(LibraryKind holds, @Nullable ArrNewsReader newsReader) {
  /** Returns the reader of what its servers send; empty when they send nothing. */
  public Optional<ArrNewsReader> news() {
    return Optional.ofNullable(newsReader);
  }
}
