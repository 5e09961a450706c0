package dev.arrway.download;

import dev.arrway.domain.download.Download;
import dev.arrway.http.Deadline;
import dev.arrway.protocol.DownloadCommand;
import dev.arrway.protocol.DownloadReply;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Asker;
import dev.arrway.upstream.EveryInstance;
import dev.arrway.upstream.Gathered;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Overall;
import dev.arrway.upstream.PartFailure;
import dev.arrway.upstream.Placed;
import io.vertx.core.Future;
import java.time.Duration;
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
   * Over all clients, newest first. Clients that do not answer within {@link EveryInstance#WITHIN}
   * are named among the failures, as are instances whose queues could not be read.
   *
   * @return fails with {@code upstream_error} when there are clients and all of them fail
   */
  public Future<Overall<JoinedDownload>> list(
      Asker who, DownloadFilter filter, int offset, int limit) {
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
        parts.every().gather(asked, (client, deadline) -> read(who, client, deadline));
    Future<QueueJoin> joins =
        asked.isEmpty()
            ? Future.succeededFuture(QueueJoin.NOTHING)
            : queues.now(who).map(QueueLook.Seen::join);
    return Future.all(downloads, joins)
        .compose(both -> page(who, downloads.result(), joins.result(), filter, offset, limit));
  }

  private Future<DownloadReply.Downloads> read(Asker who, Instance client, Deadline deadline) {
    return AllDownloads.read(part -> parts.every().ask(who, client, part, deadline));
  }

  private Future<Overall<JoinedDownload>> page(
      Asker who,
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
      Asker who, List<Placed<Download>> page) {
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
  public Future<Placed<JoinedDownload>> get(Asker who, long clientId, String id) {
    Instance client;
    try {
      client = clients.mine(who.userId(), clientId);
      DownloadAdds.requireOne(id);
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    Deadline deadline = Deadline.in(Duration.ofSeconds(client.timeoutSeconds()));
    Future<DownloadReply.DownloadIs> asked =
        parts.every().ask(who, client, new DownloadCommand.GetDownload(id), deadline);
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
