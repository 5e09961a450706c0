package dev.arrway.feature.downloads;

import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.download.FailureAction;
import dev.arrway.domain.download.RuleDecision;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.protocol.Change;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What is asked of upstreams to carry a decision out. */
final class RuleActions {
  /** Ids a search. */
  private static final int BATCH = 100;

  private final Instance client;
  private final Round.Step step;
  private final boolean deleteFiles;
  private final Instant now;
  private final String correlation;
  private final List<NewChange> changes = new ArrayList<>();

  private RuleActions(Instance client, Round.Step step, boolean deleteFiles, Instant now) {
    this.client = client;
    this.step = step;
    this.deleteFiles = deleteFiles;
    this.now = now;
    String known = step.after().correlationId();
    this.correlation = known == null ? UUID.randomUUID().toString() : known;
  }

  /**
   * Whoever asked for the download takes it off its queue, and with it out of the client; nobody
   * else is asked then. One row stands for all of a season pack, since it is one download.
   */
  static List<NewChange> of(
      Instance client, Round.Step step, RuleDecision decision, boolean deleteFiles, Instant now) {
    return new RuleActions(client, step, deleteFiles, now).changes(decision.action());
  }

  private List<NewChange> changes(FailureAction action) {
    if (step.entries().isEmpty()) {
      add(
          client.id(),
          new DownloadCommand.RemoveDownload(step.after().id(), deleteFiles, false),
          0);
      return changes;
    }
    Set<Long> asked = new HashSet<>();
    for (QueueEntry entry : step.entries()) {
      if (asked.add(entry.instanceId())) {
        // The search is asked for below, whatever the instance is set to do by itself.
        add(
            entry.instanceId(),
            new ArrCommand.RemoveFromQueue(
                entry.queueIds().get(0), true, action.blocklists(), true, false),
            0);
      }
    }
    if (action == FailureAction.REMOVE_BLOCKLIST_AND_SEARCH) {
      step.entries().forEach(this::search);
    }
    return changes;
  }

  private void search(QueueEntry entry) {
    if (entry.movieId() != null) {
      search(entry, SearchTarget.movies(List.of(entry.movieId())));
    } else if (!entry.episodeIds().isEmpty()) {
      List<Long> ids = entry.episodeIds();
      for (int from = 0; from < ids.size(); from += BATCH) {
        search(entry, SearchTarget.episodes(ids.subList(from, Math.min(from + BATCH, ids.size()))));
      }
    } else if (entry.seriesId() != null && entry.seasons().size() == 1) {
      search(
          entry,
          SearchTarget.series(Objects.requireNonNull(entry.seriesId()), entry.seasons().get(0)));
    }
  }

  private void search(QueueEntry entry, SearchTarget target) {
    add(entry.instanceId(), new ArrCommand.StartSearch(target, now, false), 1);
  }

  private void add(long instanceId, Change<?> change, int stage) {
    changes.add(
        new NewChange(
            client.ownerId(),
            instanceId,
            change,
            "download-" + client.id(),
            correlation,
            null,
            stage));
  }
}
