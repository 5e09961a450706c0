package dev.arrway.feature.playlists;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows as columns, which {@code unnest} makes rows of again: one statement for many rows. */
final class Columns {
  private Columns() {}

  static <R, V> @Nullable V[] column(
      List<R> rows, IntFunction<@Nullable V[]> array, Function<R, @Nullable V> value) {
    @Nullable V[] column = array.apply(rows.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(rows.get(i));
    }
    return column;
  }
}
