package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Download;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.PartFailure;
import dev.arrway.upstream.CallDeadlines;
import dev.arrway.upstream.Gathered;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Overall;
import dev.arrway.upstream.Placed;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What all of a user's download clients have now. */
public final class DownloadLists {
  private static final Comparator<Placed<Download>> NEWEST_FIRST =
      Comparator.<Placed<Download>, Instant>comparing(
              placed -> placed.item().addedAt(),
              Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
          .thenComparing(placed -> placed.instance().id())
          .thenComparing(placed -> placed.item().id());

  private final DownloadParts parts;
  private final Clients clients;
  private final QueueLook queues;

  DownloadLists(DownloadParts parts, Clients clients, QueueLook queues) {
    this.parts = parts;
    this.clients = clients;
    this.queues = queues;
  }

  /**
   * Over all clients, newest first. Clients that do not answer within {@link CallDeadlines#FAN_OUT}
   * are named among the failures, as are instances whose queues could not be read.
   *
   * @return fails with {@code upstream_error} when there are clients and all of them fail
   */
  public Future<Overall<JoinedDownload>> list(
      CallContext who, DownloadFilter filter, int offset, int limit) {
    List<Instance> asked;
    try {
      Long one = filter.clientId();
      asked =
          one == null
              ? clients.enabled(who.userId(), filter.kind())
              : List.of(clients.mine(who.userId(), one));
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    Future<Gathered<DownloadReply.Downloads>> downloads =
        parts.every().gather(who, asked, calls -> AllDownloads.read(calls::ask));
    Future<QueueJoin> joins =
        asked.isEmpty()
            ? Future.succeededFuture(QueueJoin.NOTHING)
            : queues.now(who).map(QueueLook.Seen::join);
    return Future.all(downloads, joins)
        .compose(both -> page(who, downloads.result(), joins.result(), filter, offset, limit));
  }

  private Future<Overall<JoinedDownload>> page(
      CallContext who,
      Gathered<DownloadReply.Downloads> gathered,
      QueueJoin joins,
      DownloadFilter filter,
      int offset,
      int limit) {
    List<Placed<Download>> all =
        gathered.answers().stream()
            .flatMap(a -> a.item().downloads().stream().map(one -> new Placed<>(a.instance(), one)))
            .filter(placed -> filter.lets(placed.item()))
            .sorted(NEWEST_FIRST)
            .toList();
    List<Placed<Download>> page = all.stream().skip(offset).limit(limit).toList();
    List<PartFailure> failures =
        Stream.concat(gathered.failures().stream(), joins.failures().stream()).toList();
    return correlations(who, page)
        .map(
            known ->
                new Overall<>(
                    page.stream().map(placed -> joined(placed, joins, known)).toList(),
                    all.size(),
                    gathered.answers().stream().mapToInt(a -> a.item().skipped()).sum(),
                    failures));
  }

  private Future<Map<DownloadRows.Key, String>> correlations(
      CallContext who, List<Placed<Download>> page) {
    return page.isEmpty()
        ? Future.succeededFuture(Map.of())
        : parts
            .database()
            .asUser(
                who.userId(),
                c ->
                    DownloadRows.correlations(
                        c,
                        who.userId(),
                        page.stream()
                            .map(p -> new DownloadRows.Key(p.instance().id(), p.item().id()))
                            .toList()));
  }

  private static Placed<JoinedDownload> joined(
      Placed<Download> placed, QueueJoin joins, Map<DownloadRows.Key, String> known) {
    Download download = placed.item();
    return new Placed<>(
        placed.instance(),
        new JoinedDownload(
            download,
            joins.of(download.id()),
            known.get(new DownloadRows.Key(placed.instance().id(), download.id()))));
  }

  /**
   * One download, asked of its client now.
   *
   * @return fails with {@code not_found} when the client, or the download on it, is not there
   */
  public Future<Placed<JoinedDownload>> get(CallContext who, long clientId, String id) {
    Instance client;
    try {
      client = clients.mine(who.userId(), clientId);
      DownloadAdds.requireOne(id);
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    Future<DownloadReply.DownloadIs> asked =
        parts
            .instances()
            .ask(
                who.withPurpose(CallPurpose.IMMEDIATE),
                client.id(),
                new DownloadCommand.GetDownload(id));
    Future<QueueJoin> joins = queues.now(who).map(QueueLook.Seen::join);
    return Future.all(asked, joins)
        .compose(
            both -> {
              Download found = asked.result().download();
              if (found == null) {
                return Future.failedFuture(Failure.notFound("download").asException());
              }
              Placed<Download> placed = new Placed<>(client, found);
              return correlations(who, List.of(placed))
                  .map(known -> joined(placed, joins.result(), known));
            });
  }
}
