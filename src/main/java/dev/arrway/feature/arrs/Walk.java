package dev.arrway.feature.arrs;

import dev.arrway.domain.arr.Slice;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Reads the beginning of a list part by part; what moves between two parts is kept once. */
final class Walk<T> {
  private final Part<T> part;
  private final ToLongFunction<T> id;
  private final int size;
  private final int most;
  private final Map<Long, T> kept = new LinkedHashMap<>();
  private int skipped;

  private Walk(Part<T> part, ToLongFunction<T> id, int size, int most) {
    this.part = part;
    this.id = id;
    this.size = size;
    this.most = most;
  }

  /** Reads one part. */
  @FunctionalInterface
  interface Part<T> {
    Future<Slice<T>> read(int offset, int limit);
  }

  /**
   * The first {@code most} rows, and how many there are in all.
   *
   * @param size rows a part
   */
  static <T> Future<Slice<T>> of(Part<T> part, ToLongFunction<T> id, int size, int most) {
    return new Walk<>(part, id, size, most).from(0);
  }

  private Future<Slice<T>> from(int offset) {
    return part.read(offset, size)
        .compose(
            read -> {
              read.items().forEach(item -> kept.putIfAbsent(id.applyAsLong(item), item));
              skipped += read.skipped();
              int next = offset + size;
              boolean last =
                  read.items().size() + read.skipped() == 0 || next >= read.total() || next >= most;
              return last ? Future.succeededFuture(result(read.total())) : from(next);
            });
  }

  private Slice<T> result(int total) {
    List<T> rows = new ArrayList<>(kept.values());
    return new Slice<>(rows.subList(0, Math.min(rows.size(), most)), total, skipped);
  }
}
