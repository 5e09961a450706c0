package dev.arrway.feature.libraries;

import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.upstream.Upstream;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/**
 * What the library feature is made of.
 *
 * @param catalog finds a vendor by its type; throws {@code invalid} for one that there is not
 * @param ttl how long a snapshot counts as fresh
 * @param mostTitles titles of one library
 */
public record LibraryParts(
    Database database,
    Bus bus,
    EventLog events,
    Function<String, Upstream> catalog,
    Duration ttl,
    Clock clock,
    int mostTitles) {

  /** What the libraries of a vendor hold; throws {@code not_supported} when it has none. */
  LibraryKind kind(String type) {
    return LibraryKind.of(catalog.apply(type));
  }
}
