package dev.arrway.platform.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Result sets as records: for {@code Future.map} at the end of a query. */
public final class Rows {
  private Rows() {}

  /** All rows in the order of the query; the list cannot be changed. */
  public static <T> Function<RowSet<Row>, List<T>> list(Function<Row, T> mapper) {
    return rows -> {
      List<T> all = new ArrayList<>(rows.size());
      for (Row row : rows) {
        all.add(mapper.apply(row));
      }
      return List.copyOf(all);
    };
  }

  /** The first row, or empty when there is none. */
  public static <T> Function<RowSet<Row>, Optional<T>> first(Function<Row, T> mapper) {
    return rows -> {
      var each = rows.iterator();
      return each.hasNext() ? Optional.of(mapper.apply(each.next())) : Optional.empty();
    };
  }

  /** The first row of a query that always has one, such as {@code INSERT … RETURNING}. */
  public static <T> Function<RowSet<Row>, T> one(Function<Row, T> mapper) {
    return rows -> mapper.apply(rows.iterator().next());
  }

  /** How many rows an insert, update or delete touched. */
  public static int count(RowSet<Row> rows) {
    return rows.rowCount();
  }

  /** Whether an insert, update or delete touched a row. */
  public static boolean any(RowSet<Row> rows) {
    return rows.rowCount() > 0;
  }
}
