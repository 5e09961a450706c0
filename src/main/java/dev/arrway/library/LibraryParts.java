package dev.arrway.library;

import dev.arrway.bus.Bus;
import dev.arrway.event.EventLog;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.store.Database;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamKind;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/**
 * What the library feature is made of.
 *
 * @param catalog finds a vendor by its type; throws {@code invalid} for one that there is not
 * @param ttl how long a snapshot counts as fresh
 */
public record LibraryParts(
    Database database,
    Bus bus,
    EventLog events,
    Function<String, Upstream> catalog,
    Duration ttl,
    Clock clock) {

  /** What the libraries of a vendor hold; throws {@code not_supported} when it has none. */
  LibraryKind kind(String type) {
    Upstream upstream = catalog.apply(type);
    if (upstream.kind() == UpstreamKind.MOVIES) {
      return LibraryKind.MOVIE;
    }
    if (upstream.kind() == UpstreamKind.SERIES) {
      return LibraryKind.SERIES;
    }
    throw FailureException.of(
        FailureCode.NOT_SUPPORTED, "A " + upstream.title() + " instance has no library.");
  }
}
