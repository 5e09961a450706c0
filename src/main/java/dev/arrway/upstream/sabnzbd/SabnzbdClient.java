package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.kind.download.DownloadClient;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a SABnzbd. */
final class SabnzbdClient implements DownloadClient {
  private static final int TRIES = 3;

  private final SabnzbdApi api;
  private final SabnzbdJobs jobs;
  private final SabnzbdAdding adding;
  private final SabnzbdRetrying retrying;

  SabnzbdClient(SabnzbdApi api, SabnzbdJobs jobs) {
    this.api = api;
    this.jobs = jobs;
    this.adding = new SabnzbdAdding(api, jobs);
    this.retrying = new SabnzbdRetrying(api, jobs);
  }

  /** By the queue, since the version is told to anybody, with any key. */
  @Override
  public Future<ConnectionReport> test(Ask ask) {
    long begun = System.nanoTime();
    return jobs.head(ask)
        .map(queue -> new ConnectionReport("SABnzbd", SabnzbdGauges.version(queue), since(begun)));
  }

  @Override
  public Future<Gauges> gauges(Ask ask) {
    long begun = System.nanoTime();
    return jobs.head(ask).map(queue -> SabnzbdGauges.of(queue, since(begun)));
  }

  private static long since(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return new SabnzbdFingerprint(api, jobs).read(ask);
  }

  @Override
  public Future<DownloadReply.Downloads> downloads(@Nullable String after, int limit, Ask ask) {
    return after != null && !jobs.told().isEmpty()
        ? Future.succeededFuture(part(jobs.told().tailMap(after, false), limit, 0))
        : jobs.look(ask)
            .map(
                all ->
                    after == null
                        ? part(all, limit, jobs.skipped())
                        : part(all.tailMap(after, false), limit, 0));
  }

  private static DownloadReply.Downloads part(
      NavigableMap<String, SabnzbdJob> jobs, int limit, int skipped) {
    List<Download> part = jobs.values().stream().limit(limit).map(SabnzbdJob::download).toList();
    return new DownloadReply.Downloads(part, jobs.size() > part.size(), skipped);
  }

  @Override
  public Future<@Nullable Download> download(String id, Ask ask) {
    return jobs.find(id, ask).map(job -> job == null ? null : job.download());
  }

  @Override
  public Future<List<String>> categories(Ask ask) {
    return adding.categories(ask);
  }

  @Override
  public Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask) {
    return adding.add(change, source, ask);
  }

  @Override
  public Future<String> retry(DownloadCommand.RetryDownload change, Ask ask) {
    return retrying.retry(change, ask);
  }

  @Override
  public Future<Void> pause(String id, Ask ask) {
    return queued("pause", id, ask);
  }

  @Override
  public Future<Void> resume(String id, Ask ask) {
    return queued("resume", id, ask);
  }

  /** SABnzbd says yes to every id; hence the job is looked for first. */
  private Future<Void> queued(String action, String id, Ask ask) {
    return jobs.find(id, ask)
        .compose(
            job -> {
              if (job == null) {
                return Future.failedFuture(notFound());
              }
              return job.queued()
                  ? api.tree(queue(action, id, ask)).<Void>mapEmpty()
                  : Future.failedFuture(
                      SabnzbdAdding.rejected(
                          "It is not in SABnzbd's queue any more ("
                              + job.download().phase()
                              + ")."));
            });
  }

  private CallBuilder queue(String action, String id, Ask ask) {
    return api.change("job." + action, "queue", ask).query("name", action).query("value", id);
  }

  static FailureException notFound() {
    return Failure.of(FailureCode.UPSTREAM_NOT_FOUND, "SABnzbd has no such download.")
        .asException();
  }

  @Override
  public Future<Void> remove(String id, boolean deleteFiles, Ask ask) {
    if (!SabnzbdJobs.isId(id)) {
      return jobs.head(ask).mapEmpty();
    }
    return remove(id, deleteFiles, 1, ask);
  }

  /**
   * A job that moves from one to the other between both calls, or is being unpacked, is still
   * there.
   */
  private Future<Void> remove(String id, boolean deleteFiles, int attempt, Ask ask) {
    int files = deleteFiles ? 1 : 0;
    return api.tree(queue("delete", id, ask).query("del_files", files))
        .compose(
            done ->
                api.tree(
                    api.change("history.delete", "history", ask)
                        .query("name", "delete")
                        .query("value", id)
                        .query("del_files", files)
                        .query("archive", 0)))
        .compose(
            done -> {
              jobs.removed(id);
              return jobs.find(id, ask);
            })
        .compose(
            left -> {
              if (left == null) {
                return Future.succeededFuture();
              }
              return attempt < TRIES
                  ? abort(id, ask).compose(done -> remove(id, deleteFiles, attempt + 1, ask))
                  : Future.failedFuture(
                      FailureException.of(
                          FailureCode.UPSTREAM_ERROR,
                          "SABnzbd still works on it ("
                              + left.download().phase()
                              + ") and will not let it go before that is done."));
            });
  }

  /** Ends unpacking; versions before 3.3 do not know how. */
  private Future<Void> abort(String id, Ask ask) {
    return api.tree(api.change("job.abort", "cancel_pp", ask).query("value", id))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
