package dev.arrway.feature.mediaservers;

import dev.arrway.kind.media.MediaServerKind;
import dev.arrway.platform.event.EventBatch;
import dev.arrway.platform.event.StoredEvent;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads owners' logs for imports and notes the scans that they call for. The place in a log is
 * stored together with the notes, so that a process that ends forgets nothing and notes nothing
 * twice; what another node has read is not read again.
 */
final class ImportWatch {
  private static final int BLOCK = 100;

  /** So many events without an import are read again at most by the next process. */
  private static final long UNSTORED = 1_000;

  /** Who switches scans on does not want those of the whole past. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final ScanParts parts;

  /** Where this node is in the logs; only what matters is stored. */
  private final Map<Long, Place> places = new HashMap<>();

  private record Place(long stored, long read) {}

  ImportWatch(ScanParts parts) {
    this.parts = parts;
  }

  /** Owners of servers that want to scan after imports. */
  Set<Long> owners() {
    return parts.directory().everyone().stream()
        .filter(this::wants)
        .map(Instance::ownerId)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean wants(Instance instance) {
    return instance.enabled()
        && !Boolean.FALSE.equals(instance.settings().get("scan_after_import"))
        && parts.catalog().apply(instance.type()).is(MediaServerKind.KIND);
  }

  /** Reads what is new of an owner's log; whether scans were noted. */
  Future<Boolean> look(long ownerId) {
    return place(ownerId)
        .compose(
            place ->
                parts
                    .history()
                    .after(ownerId, place.read(), ImportFolders.FILTER, BLOCK)
                    .compose(batch -> next(ownerId, place, batch)));
  }

  private Future<Place> place(long ownerId) {
    Place known = places.get(ownerId);
    return known != null
        ? Future.succeededFuture(known)
        : parts
            .database()
            .background()
            .asUser(ownerId, c -> ScanRows.cursor(c, ownerId))
            .compose(
                stored ->
                    stored.isPresent()
                        ? Future.succeededFuture(stored.get())
                        : parts.history().extent(ownerId).map(extent -> extent.pruned()))
            .map(id -> new Place(id, id));
  }

  private Future<Boolean> next(long ownerId, Place place, EventBatch batch) {
    if (batch.gone()) {
      // It goes on behind what was pruned, or with what comes into a log that was put back.
      return parts
          .history()
          .extent(ownerId)
          .compose(
              extent ->
                  store(
                      ownerId,
                      place,
                      place.read() < extent.pruned() ? extent.pruned() : extent.newest(),
                      List.of()))
          .map(false);
    }
    List<ScanRows.Due> scans = scans(ownerId, batch.events());
    boolean matters = !scans.isEmpty() || batch.through() - place.stored() > UNSTORED;
    if (!matters) {
      places.put(ownerId, new Place(place.stored(), batch.through()));
    }
    return (matters ? store(ownerId, place, batch.through(), scans) : Future.succeededFuture(true))
        .compose(
            stored ->
                batch.more() && stored
                    ? look(ownerId).map(more -> more || !scans.isEmpty())
                    : Future.succeededFuture(stored && !scans.isEmpty()));
  }

  private Future<Boolean> store(long ownerId, Place place, long through, List<ScanRows.Due> scans) {
    return parts
        .database()
        .background()
        .asUser(
            ownerId,
            c ->
                ScanRows.advance(c, ownerId, place.stored(), through)
                    .compose(
                        mine ->
                            mine
                                ? ScanRows.add(
                                        c, scans, parts.clock().instant().plus(parts.window()))
                                    .map(true)
                                : Future.succeededFuture(false)))
        .map(
            mine -> {
              if (mine) {
                places.put(ownerId, new Place(through, through));
              } else {
                places.remove(ownerId);
              }
              return mine;
            });
  }

  /** Only imports since a server is known call for scans of it. */
  private List<ScanRows.Due> scans(long ownerId, List<StoredEvent> events) {
    Instant oldest = parts.clock().instant().minus(FRESH);
    List<Instance> servers = parts.directory().all(ownerId).stream().filter(this::wants).toList();
    return events.stream()
        .filter(event -> event.occurredAt().isAfter(oldest))
        .flatMap(
            event -> {
              ImportFolders imported = ImportFolders.of(event);
              return servers.stream()
                  .filter(server -> !event.occurredAt().isBefore(server.createdAt()))
                  .flatMap(
                      server ->
                          imported.folders().stream()
                              .map(
                                  folder ->
                                      new ScanRows.Due(
                                          ownerId, server.id(), folder, imported.correlationId())));
            })
        .toList();
  }
}
