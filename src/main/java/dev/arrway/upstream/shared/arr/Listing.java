package dev.arrway.upstream.shared.arr;

import dev.arrway.platform.http.Param;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A paged list of an arr: where it is, in which order, and what its rows become.
 *
 * @param operation for logs and metrics
 * @param path below the API's path
 * @param query besides the paging
 * @param sortKey always sent, since rows without an order may come twice or never
 * @param ascending always sent, since the servers' own default differs
 * @param row the wire record
 * @param map wire to domain
 * @param id tells rows apart that come twice because the list moved between two pages
 */
public record Listing<W, T>(
    String operation,
    String path,
    List<Param> query,
    String sortKey,
    boolean ascending,
    Class<W> row,
    Function<W, T> map,
    ToLongFunction<T> id) {
  public Listing {
    query = List.copyOf(query);
  }
}
