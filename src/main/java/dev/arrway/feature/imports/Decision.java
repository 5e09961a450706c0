package dev.arrway.feature.imports;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.protocol.Failure;
import org.jspecify.annotations.Nullable;

/** What is to be done about a row. */
sealed interface Decision {
  /** The row, with what a look-up told of it. */
  ImportItem item();

  /** It has its outcome. */
  record Ended(ImportItem item) implements Decision {}

  /** It is asked for. */
  record Add(ImportItem item, NewTitle title) implements Decision {}

  /** It stays pending, since the instance could not be asked. */
  record Later(ImportItem item, Failure failure) implements Decision {}

  /** Ends a row. */
  static Decision ended(ImportItem item, ImportOutcome outcome, @Nullable String error) {
    return new Ended(item.ended(outcome, error));
  }
}
