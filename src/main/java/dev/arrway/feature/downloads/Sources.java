package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.kind.download.DownloadSources;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Vault;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;

/**
 * Where new downloads come from, kept until their client has taken them. Files have megabytes: they
 * are encrypted beside the event loop, and this is the one place here that leaves it.
 */
public final class Sources implements DownloadSources {
  private final Vertx vertx;
  private final Database database;
  private final SourceBox box;

  /** In this database, under the vault's keys. */
  public Sources(Vertx vertx, Database database, Vault vault) {
    this.vertx = vertx;
    this.database = database;
    this.box = new SourceBox(vault);
  }

  /** A source with an id, ready to be written beside the change that needs it. */
  record Kept(long id, long ownerId, Buffer sealed) {
    Future<Void> write(SqlConnection c, long clientId, long outboxId) {
      return SourceRows.insert(c, id, ownerId, clientId, outboxId, sealed);
    }
  }

  Future<Kept> prepare(long ownerId, DownloadSource source) {
    return database
        .asUser(ownerId, SourceRows::nextId)
        .compose(
            id ->
                vertx
                    .executeBlocking(() -> box.seal(source, ownerId, id), false)
                    .map(bytes -> new Kept(id, ownerId, Buffer.buffer(bytes))));
  }

  /** As {@link SourceCheck#kind}, whose hashing of large files takes a while. */
  Future<DownloadKind> kind(Buffer file) {
    return vertx.executeBlocking(() -> SourceCheck.kind(file), false);
  }

  @Override
  public Future<DownloadSource> open(InstanceSpec instance, long id) {
    long ownerId = instance.ownerId();
    return database
        .asUser(ownerId, c -> SourceRows.find(c, ownerId, id))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.failedFuture(Failure.notFound("download source").asException())
                    : vertx.executeBlocking(() -> box.open(found.get(), ownerId, id), false));
  }

  /** Forgets what no change needs any more. */
  Future<Void> forget() {
    return database.asSystem(SourceRows::forget);
  }
}
