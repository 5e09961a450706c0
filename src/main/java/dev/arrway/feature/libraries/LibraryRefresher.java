package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has actors refresh snapshots; whoever asks while one runs shares its outcome. */
final class LibraryRefresher {
  private static final Logger log = LoggerFactory.getLogger(LibraryRefresher.class);

  /** Reads of a stale snapshot try no more often than this. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final InstanceClient instances;
  private final Snapshots snapshots;
  private final Clock clock;
  private final Map<Long, Future<SyncCounts>> running = new ConcurrentHashMap<>();

  LibraryRefresher(InstanceClient instances, Snapshots snapshots, Clock clock) {
    this.instances = instances;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /**
   * Refreshes a snapshot, or joins the refresh that runs.
   *
   * @param waitedFor whether a user waits, which decides about retries
   */
  Future<SyncCounts> refresh(Instance instance, String trace, boolean waitedFor) {
    Promise<SyncCounts> promise = Promise.promise();
    Future<SyncCounts> already = running.putIfAbsent(instance.id(), promise.future());
    if (already != null) {
      return already;
    }
    CallContext context =
        CallContext.background(instance.ownerId(), trace)
            .withPurpose(CallPurpose.SYNC)
            .withWaiting(waitedFor);
    Sink.of(
        instances
            .ask(context, instance.id(), new ArrCommand.SyncLibrary())
            .map(ArrReply.Synced::counts),
        Runnable::run,
        (counts, cause) -> {
          running.remove(instance.id());
          promise.complete(counts, cause);
        });
    return promise.future();
  }

  /** Refreshes a snapshot that nobody waits for, unless that was tried a moment ago. */
  void refreshSoon(Instance instance, String trace) {
    Instant earliest = clock.instant().minus(BETWEEN_TRIES);
    boolean triedJustNow =
        snapshots.find(instance.id()).filter(s -> s.attemptedAt().isAfter(earliest)).isPresent();
    if (!triedJustNow && instance.enabled()) {
      Sink.of(
          refresh(instance, trace, false),
          Runnable::run,
          (counts, cause) -> {
            if (cause != null) {
              log.atInfo()
                  .addKeyValue("instance", instance.id())
                  .addKeyValue("trace", trace)
                  .log("the library's snapshot stays as it is: {}", cause.getMessage());
            }
          });
    }
  }
}
