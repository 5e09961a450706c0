package dev.arrway.upstream.shared.arr;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.domain.upstream.Gauges.IndexerGauge;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures an arr: its status first, and the rest only when that came. A part that fails is null
 * and fails nothing else. Arrs report neither CPU nor memory.
 */
public final class ArrGauges {
  private static final Set<String> ACTIVE = Set.of("queued", "started");

  /** The checks whose complaints name failing indexers after a colon. */
  private static final Set<String> INDEXER_CHECKS =
      Set.of("indexerstatuscheck", "indexerlongtermstatuscheck");

  private final ArrApi api;

  /** Of the server behind this API. */
  public ArrGauges(ArrApi api) {
    this.api = api;
  }

  /** {@code GET /queue/status}. */
  record QueueStatus(@Nullable Integer totalCount) {}

  /** A page of a list, of which only the number of all rows is wanted. */
  record TotalRecords(@Nullable Integer totalRecords) {}

  /** What is there; fails when not even the status does. */
  public Future<Gauges> read(Ask ask) {
    return api.test(ask).compose(report -> parts(report, ask));
  }

  private Future<Gauges> parts(ConnectionReport report, Ask ask) {
    Future<QueueStatus> queue =
        api.one(api.get("queue.status", "/queue/status", ask), QueueStatus.class);
    Future<List<String>> commands =
        api.list(
            api.get("command.list", "/command", ask),
            ArrWire.Command.class,
            row -> Objects.requireNonNullElse(row.status(), "").toLowerCase(Locale.ROOT));
    Future<TotalRecords> wanted = api.one(wanted(ask), TotalRecords.class);
    Future<List<ArrIndexer>> indexers = api.indexers(ask);
    Future<List<HealthIssue>> issues = api.health(ask);
    Future<List<DiskSpace>> disks = api.diskSpace(ask);
    List<Future<?>> all = List.of(queue, commands, wanted, indexers, issues, disks);
    return Future.join(all)
        .transform(
            joined ->
                Future.succeededFuture(
                    new Gauges(
                        report.version(),
                        report.responseTimeMs(),
                        joined.succeeded(),
                        queue.succeeded() ? queue.result().totalCount() : null,
                        commands.succeeded() ? active(commands.result()) : null,
                        wanted.succeeded() ? wanted.result().totalRecords() : null,
                        indexers.succeeded() && issues.succeeded()
                            ? states(indexers.result(), issues.result())
                            : null,
                        disks.succeeded() ? disks.result() : null,
                        null,
                        null)));
  }

  private CallBuilder wanted(Ask ask) {
    return api.get("wanted.missing", "/wanted/missing", ask).query("page", 1).query("pageSize", 1);
  }

  private static int active(List<String> states) {
    return (int) states.stream().filter(ACTIVE::contains).count();
  }

  /** An arr tells which indexers fail in the words of its health check alone. */
  static List<IndexerGauge> states(List<ArrIndexer> indexers, List<HealthIssue> issues) {
    List<String> complaints =
        issues.stream()
            .filter(issue -> INDEXER_CHECKS.contains(issue.source().toLowerCase(Locale.ROOT)))
            .map(HealthIssue::message)
            .toList();
    boolean all = complaints.stream().anyMatch(text -> text.startsWith("All indexers"));
    Set<String> failing =
        complaints.stream()
            .filter(text -> text.indexOf(": ") >= 0)
            .map(text -> text.substring(text.indexOf(": ") + 2))
            .flatMap(names -> Arrays.stream(names.split(",")))
            .map(String::strip)
            .collect(Collectors.toSet());
    return indexers.stream()
        .map(
            one -> {
              boolean used = one.rss() || one.automaticSearch() || one.interactiveSearch();
              return new IndexerGauge(
                  one.name(), used, used && (all || failing.contains(one.name().strip())));
            })
        .toList();
  }
}
