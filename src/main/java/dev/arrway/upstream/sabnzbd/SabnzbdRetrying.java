package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tries failed jobs again: SABnzbd puts them into its queue under a new id and the old name, and
 * drops them from its history.
 */
final class SabnzbdRetrying {
  private static final int REMEMBERED = 500;

  private final SabnzbdApi api;
  private final SabnzbdJobs jobs;
  private final Map<String, String> names = new LinkedHashMap<>();

  SabnzbdRetrying(SabnzbdApi api, SabnzbdJobs jobs) {
    this.api = api;
    this.jobs = jobs;
  }

  /** The new id; of a job that has not failed and is under way, its own. */
  Future<String> retry(DownloadCommand.RetryDownload change, Ask ask) {
    return jobs.find(change.id(), ask).compose(job -> retry(change, job, ask));
  }

  private Future<String> retry(
      DownloadCommand.RetryDownload change, @Nullable SabnzbdJob job, Ask ask) {
    if (job == null) {
      String again = change.unsure() ? again(change.id(), jobs.told().values()) : null;
      return again == null
          ? Future.failedFuture(SabnzbdClient.notFound())
          : Future.succeededFuture(again);
    }
    if (job.download().status() == DownloadStatus.COMPLETED) {
      return Future.failedFuture(
          SabnzbdAdding.rejected("It is complete; only what failed can be tried again."));
    }
    return job.failed() ? send(job, ask) : Future.succeededFuture(job.id());
  }

  private Future<String> send(SabnzbdJob job, Ask ask) {
    remember(job);
    return api.one(
            api.change("job.retry", "retry", ask).query("value", job.id()),
            SabnzbdWire.Retried.class)
        .eventually(
            () -> {
              jobs.historyChanged();
              return Future.succeededFuture();
            })
        .compose(answer -> newId(answer, job, ask));
  }

  /** Some old versions tell no id. */
  private Future<String> newId(SabnzbdWire.Retried answer, SabnzbdJob job, Ask ask) {
    String id = SabnzbdValues.text(answer.nzoId());
    return id != null
        ? Future.succeededFuture(id)
        : jobs.look(ask)
            .map(
                all -> {
                  String again = again(job.id(), all.values());
                  if (again == null) {
                    throw SabnzbdAdding.rejected("SABnzbd did not take it up again.");
                  }
                  return again;
                });
  }

  private @Nullable String again(String id, Collection<SabnzbdJob> all) {
    String name = names.get(id);
    return name == null
        ? null
        : all.stream()
            .filter(job -> !job.id().equals(id) && job.called(name))
            .map(SabnzbdJob::id)
            .findFirst()
            .orElse(null);
  }

  private void remember(SabnzbdJob job) {
    names.put(job.id(), job.download().name());
    if (names.size() > REMEMBERED) {
      names.remove(names.keySet().iterator().next());
    }
  }
}
