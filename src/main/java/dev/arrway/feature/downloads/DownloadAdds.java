package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of download clients, through the outbox. */
public final class DownloadAdds {
  /** Words that clients take for more than one download. */
  private static final Set<String> MANY = Set.of("all", "failed", "completed");

  private final DownloadParts parts;
  private final Clients clients;

  DownloadAdds(DownloadParts parts, Clients clients) {
    this.parts = parts;
    this.clients = clients;
  }

  /** What a file is; fails with {@code invalid} when nothing can be downloaded from it. */
  public Future<DownloadKind> kind(Buffer file) {
    return parts.sources().kind(file);
  }

  /**
   * Adds a download.
   *
   * @return the change as {@link dev.arrway.feature.outbox.Outbox#submit} gives it; fails with
   *     {@code invalid} when no client takes it
   */
  public Future<OutboxEntry> add(CallContext who, DownloadRequest request) {
    Instance client;
    try {
      client = clients.choose(who.userId(), request.kind(), request.clientId());
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    return parts
        .sources()
        .prepare(who.userId(), request.source())
        .compose(
            source -> {
              NewDownload wanted = wanted(request, client, source.id());
              NewChange change =
                  new NewChange(
                      who.userId(),
                      client.id(),
                      new DownloadCommand.AddDownload(wanted, false),
                      who.traceId(),
                      null,
                      request.idempotency());
              return parts
                  .outbox()
                  .submitAll(
                      List.of(change),
                      (c, added) -> source.write(c, client.id(), added.get(0).id()));
            })
        .map(entries -> entries.get(0));
  }

  private NewDownload wanted(DownloadRequest request, Instance client, long sourceId) {
    return new NewDownload(
        sourceId,
        request.kind(),
        request.name(),
        clients.category(client, request.category()),
        request.priority(),
        request.paused(),
        request.sequential(),
        request.firstLastPiece(),
        "arrway-" + UUID.randomUUID(),
        parts.clock().instant());
  }

  /** Changes one download; fails with {@code not_found} and {@code invalid}. */
  public Future<OutboxEntry> change(
      CallContext who, long clientId, Change<?> change, String id, @Nullable IdempotencyKey key) {
    try {
      Instance client = clients.mine(who.userId(), clientId);
      requireOne(id);
      return correlation(who, client, change, id, key)
          .compose(
              known ->
                  parts
                      .outbox()
                      .submit(
                          new NewChange(
                              who.userId(), client.id(), change, who.traceId(), known, key)));
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
  }

  /** What is tried again goes on under another id, and is the same request all the same. */
  private Future<@Nullable String> correlation(
      CallContext who, Instance client, Change<?> change, String id, @Nullable IdempotencyKey key) {
    DownloadRows.Key download = new DownloadRows.Key(client.id(), id);
    return key != null || !(change instanceof DownloadCommand.RetryDownload)
        ? Future.succeededFuture()
        : parts
            .database()
            .asUser(
                who.userId(), c -> DownloadRows.correlations(c, who.userId(), List.of(download)))
            .map(known -> known.get(download));
  }

  /** Throws {@code invalid} for an id that may stand for more than one download. */
  static void requireOne(String id) {
    if (MANY.contains(id.toLowerCase(Locale.ROOT)) || !id.matches("[A-Za-z0-9_.-]{1,200}")) {
      throw Failure.invalid("download_id", "must be the id of one download").asException();
    }
  }
}
