package dev.arrway.feature.imports;

import dev.arrway.feature.arrs.AddDefaults;
import dev.arrway.feature.libraries.LibraryService;
import dev.arrway.feature.missing.MissingContent;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What imports work with.
 *
 * @param kinds what the library of an instance of a type holds; throws {@code not_supported}
 * @param defaults where a title goes for which nobody says so
 * @param claims takes clients' names for requests
 * @param workers threads that read lists
 * @param quotas what one user may have and do at once
 * @param disk whether there is space for more
 */
public record ImportParts(
    Vertx vertx,
    Database database,
    EventLog events,
    InstanceDirectory directory,
    InstanceClient instances,
    Function<String, LibraryKind> kinds,
    LibraryService library,
    MissingContent missing,
    AddDefaults defaults,
    Outbox outbox,
    Claims claims,
    PlaylistWorkers workers,
    UserQuotas quotas,
    DiskSpaceGuard disk) {
  /** Takes a client's name for a request in the transaction that does it. */
  @FunctionalInterface
  public interface Claims {
    /** The correlation id of what the same request began before, or empty when it is new. */
    Future<Optional<String>> claim(
        SqlConnection transaction,
        long ownerId,
        @Nullable IdempotencyKey key,
        String correlationId);
  }
}
