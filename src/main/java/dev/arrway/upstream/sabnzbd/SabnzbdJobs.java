package dev.arrway.upstream.sabnzbd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has: its queue, and the newest part of its history, which is asked for again
 * only when it has changed. A job that is done with downloading leaves the queue and turns up in
 * the history a moment later; whoever looks in between must not take it for removed. Used on the
 * actor's context alone.
 */
final class SabnzbdJobs {
  /** A retry changes the history without a new number of changes, and a restart begins anew. */
  private static final long BELIEVED_NANOS = Duration.ofMinutes(1).toNanos();

  private static final List<String> GROUP_WORDS = List.of("all", "failed", "completed");

  /** Jobs of the history that one answer brings at most. */
  private static final int PAGE = 1_000;

  private final SabnzbdApi api;
  private final int historyLimit;
  private final LongSupplier nanoClock;
  private final SabnzbdVanished vanished;
  private List<SabnzbdJob> history = List.of();
  private @Nullable String historyUpdate;
  private long historyReadAt;
  private NavigableMap<String, SabnzbdJob> told = new TreeMap<>();
  private long looks;
  private long newest;
  private int queueSkipped;
  private int historySkipped;

  SabnzbdJobs(SabnzbdApi api, int historyLimit, LongSupplier nanoClock) {
    this.api = api;
    this.historyLimit = historyLimit;
    this.nanoClock = nanoClock;
    this.vanished = new SabnzbdVanished(nanoClock);
  }

  /** Whether a text can be a job's id, and does not stand for many jobs. */
  static boolean isId(String id) {
    return id.matches("[A-Za-z0-9_-]{1,100}")
        && GROUP_WORDS.stream().noneMatch(id::equalsIgnoreCase);
  }

  /** What was told last, by id; empty before the first look. */
  NavigableMap<String, SabnzbdJob> told() {
    return told;
  }

  /** Its queue alone. */
  Future<SabnzbdWire.Queue> queue(Ask ask) {
    return queue(api.read("queue.list", "queue", ask));
  }

  /** The queue's head: one row. */
  Future<SabnzbdWire.Queue> head(Ask ask) {
    return queue(api.read("queue.head", "queue", ask).query("limit", 1));
  }

  private Future<SabnzbdWire.Queue> queue(CallBuilder call) {
    return api.one(call, SabnzbdWire.QueueAnswer.class)
        .map(
            answer -> {
              SabnzbdWire.Queue queue = answer.queue();
              if (queue == null) {
                throw unexpected();
              }
              return queue;
            });
  }

  private static FailureException unexpected() {
    return FailureException.of(
        FailureCode.UPSTREAM_UNEXPECTED,
        "No SABnzbd answers here. Are URL and type of the instance right?");
  }

  /** Looks at everything anew; by id. */
  Future<NavigableMap<String, SabnzbdJob>> look(Ask ask) {
    long number = ++looks;
    return read(false, ask)
        .compose(
            seen ->
                vanished.missing(told.values(), seen).isEmpty()
                    ? Future.succeededFuture(seen)
                    : read(true, ask))
        .map(seen -> keep(number, seen));
  }

  /** The queue first: what leaves it meanwhile is in the history then, and seen twice at most. */
  private Future<NavigableMap<String, SabnzbdJob>> read(boolean whole, Ask ask) {
    return queue(ask)
        .compose(
            queue ->
                history(whole, ask)
                    .map(
                        past -> {
                          RowReader<SabnzbdWire.QueueSlot, SabnzbdWire.QueueSlot> rows =
                              api.read("queue.list", "queue", ask)
                                  .rows(SabnzbdWire.QueueSlot.class, SabnzbdMapper::identified);
                          List<SabnzbdJob> queued = SabnzbdMapper.queue(queue, rows);
                          queueSkipped = rows.skipped();
                          return merged(queued, past);
                        }));
  }

  /**
   * Returns the number of rows of the queue and the history that could not be read in the last
   * poll.
   */
  int skipped() {
    return queueSkipped + historySkipped;
  }

  private NavigableMap<String, SabnzbdJob> merged(
      List<SabnzbdJob> queued, Collection<SabnzbdJob> past) {
    NavigableMap<String, SabnzbdJob> all = new TreeMap<>();
    queued.forEach(job -> all.put(job.id(), job));
    past.forEach(job -> all.put(job.id(), job));
    return all;
  }

  private NavigableMap<String, SabnzbdJob> keep(
      long number, NavigableMap<String, SabnzbdJob> seen) {
    NavigableMap<String, SabnzbdJob> all = vanished.followed(told.values(), seen);
    if (number > newest) {
      newest = number;
      told = all;
    }
    return all;
  }

  private Future<List<SabnzbdJob>> history(boolean whole, Ask ask) {
    CallBuilder call = page(0, ask);
    String update = historyUpdate;
    if (!whole && update != null && nanoClock.getAsLong() - historyReadAt < BELIEVED_NANOS) {
      call.query("last_history_update", update);
    }
    return api.tree(call)
        .compose(
            tree -> {
              JsonNode node = tree.path("history");
              return node.isBoolean() && !node.asBoolean()
                  ? Future.succeededFuture(history)
                  : anew(page(node), ask);
            });
  }

  /** Begins to ask for a page: a long history in one answer would be too large to be held. */
  private CallBuilder page(int start, Ask ask) {
    CallBuilder call =
        api.read("history.list", "history", ask)
            .query("limit", Math.min(PAGE, historyLimit - start));
    return start == 0 ? call : call.query("start", start);
  }

  private Future<List<SabnzbdJob>> anew(SabnzbdWire.History first, Ask ask) {
    Past all = new Past();
    all.add(first, ask);
    return (isLast(first) ? Future.<Void>succeededFuture() : further(all, PAGE, ask))
        .map(
            done -> {
              historySkipped = all.skipped;
              history = List.copyOf(all.jobs);
              historyUpdate = SabnzbdValues.text(first.lastHistoryUpdate());
              historyReadAt = nanoClock.getAsLong();
              return history;
            });
  }

  private Future<Void> further(Past all, int start, Ask ask) {
    if (start >= historyLimit) {
      return Future.succeededFuture();
    }
    return api.tree(page(start, ask))
        .compose(
            tree -> {
              SabnzbdWire.History page = page(tree.path("history"));
              all.add(page, ask);
              return isLast(page) ? Future.succeededFuture() : further(all, start + PAGE, ask);
            });
  }

  private static boolean isLast(SabnzbdWire.History page) {
    return page.slots() == null || page.slots().size() < PAGE;
  }

  private static SabnzbdWire.History page(JsonNode node) {
    if (!node.isObject()) {
      throw unexpected();
    }
    return WireJson.convert(node, SabnzbdWire.History.class);
  }

  /** The jobs of the history that were read so far. */
  private final class Past {
    private final List<SabnzbdJob> jobs = new ArrayList<>();
    private int skipped;

    void add(SabnzbdWire.History page, Ask ask) {
      RowReader<SabnzbdWire.HistorySlot, SabnzbdWire.HistorySlot> rows =
          page(0, ask).rows(SabnzbdWire.HistorySlot.class, SabnzbdMapper::identified);
      jobs.addAll(SabnzbdMapper.history(page, rows));
      skipped += rows.skipped();
    }
  }

  /** One job, asked anew; null when there is none, or when that is no id. */
  Future<@Nullable SabnzbdJob> find(String id, Ask ask) {
    return look(ask)
        .compose(
            all -> {
              SabnzbdJob job = all.get(id);
              return job != null || !isId(id) || vanished.removed(id)
                  ? Future.succeededFuture(job)
                  : older(id, ask);
            });
  }

  /** A job of the history that newer ones have pushed out of the part that is looked at. */
  private Future<@Nullable SabnzbdJob> older(String id, Ask ask) {
    if (history.size() < historyLimit) {
      return Future.succeededFuture();
    }
    return api.tree(api.read("history.get", "history", ask).query("nzo_ids", id).query("limit", 1))
        .map(tree -> WireJson.convert(tree.path("history"), SabnzbdWire.History.class))
        .map(
            answer -> {
              Past found = new Past();
              found.add(answer, ask);
              return found.jobs.stream()
                  .filter(job -> job.id().equals(id))
                  .findFirst()
                  .orElse(null);
            });
  }

  /** Has the history read whole at the next look. */
  void historyChanged() {
    historyUpdate = null;
  }

  /** A job was removed on purpose: nobody waits for it to turn up again. */
  void removed(String id) {
    vanished.remove(id);
    historyChanged();
    NavigableMap<String, SabnzbdJob> rest = new TreeMap<>(told);
    rest.remove(id);
    told = rest;
  }
}
