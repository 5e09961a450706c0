package dev.arrway.feature.drift;

import dev.arrway.domain.drift.Comparison;
import dev.arrway.domain.drift.Difference;
import dev.arrway.domain.drift.Glob;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures what changed on instances. The first look at an instance takes what is there as its
 * baseline.
 */
public final class DriftService {
  /** Paths that an event names. */
  private static final int NAMED = 20;

  private final DriftParts parts;
  private final StateReader reader;

  /** On these instances. */
  public DriftService(DriftParts parts) {
    this.parts = parts;
    this.reader = new StateReader(parts.directory(), parts.instances());
  }

  private record Against(DriftRows.Stored baseline, List<String> ignored) {}

  /**
   * What differs now from a baseline.
   *
   * @param version the baseline's version, null for the newest
   * @return fails with {@code not_found} when there is no such baseline, or as the instance does
   */
  public Future<DriftReport> report(
      long owner, long instanceId, @Nullable Integer version, String trace) {
    return report(StateReader.waitedFor(owner, trace), instanceId, version);
  }

  private Future<DriftReport> report(
      CallContext context, long instanceId, @Nullable Integer version) {
    long owner = context.userId();
    return look(context, instanceId)
        .compose(
            now ->
                parts
                    .database()
                    .asUser(owner, c -> against(c, owner, instanceId, version, now))
                    .compose(against -> compared(owner, instanceId, against, now)));
  }

  /** Takes what is there now as the baseline. */
  public Future<DriftBaseline> accept(
      long owner, long instanceId, @Nullable String by, String trace) {
    return look(StateReader.waitedFor(owner, trace), instanceId)
        .compose(
            now ->
                parts
                    .database()
                    .asUser(
                        owner,
                        c ->
                            DriftRows.lock(c, owner, instanceId)
                                .compose(alone -> DriftRows.insert(c, owner, instanceId, now, by))
                                .compose(
                                    made -> accepted(c, owner, instanceId, now, made).map(made))));
  }

  private Future<Void> accepted(
      SqlConnection c, long owner, long instanceId, Look now, DriftBaseline made) {
    return LookRows.note(c, owner, instanceId, now, parts.clock().instant())
        .compose(
            noted ->
                LookRows.tell(
                    c,
                    parts.events(),
                    owner,
                    instanceId,
                    "",
                    Map.of("baseline_version", made.version()),
                    parts.clock().instant()));
  }

  /** Accepted states, newest first. */
  public Future<Slice<DriftBaseline>> baselines(
      long owner, long instanceId, int limit, int offset) {
    return reader
        .mine(owner, instanceId)
        .compose(
            it ->
                parts
                    .database()
                    .asUser(owner, c -> DriftRows.list(c, owner, instanceId, limit, offset)));
  }

  /** Paths that are not reported. */
  public Future<List<String>> ignored(long owner, long instanceId) {
    return reader
        .mine(owner, instanceId)
        .compose(
            it -> parts.database().asUser(owner, c -> DriftRows.ignored(c, owner, instanceId)));
  }

  /** Paths that are not reported from now on; replaces the former list. */
  public Future<List<String>> ignore(long owner, long instanceId, List<String> paths) {
    return reader
        .mine(owner, instanceId)
        .compose(
            it ->
                parts
                    .database()
                    .asUser(
                        owner,
                        c ->
                            DriftRows.lock(c, owner, instanceId)
                                .compose(there -> DriftRows.ignore(c, owner, instanceId, paths))))
        .map(paths);
  }

  /**
   * Looks without being asked, and tells of what is new: each set of differences once, and once
   * that there are none any more. Fails as the instance does, which is not drift.
   */
  Future<Void> check(long owner, long instanceId, String trace) {
    return report(StateReader.unattended(owner, trace), instanceId, null)
        .compose(
            report ->
                parts
                    .offload()
                    .run(owner, () -> hash(report.details()))
                    .compose(hash -> tell(owner, report, hash)));
  }

  private static String hash(List<Difference> details) {
    return details.isEmpty() ? "" : SeenState.hash(SeenState.write(details));
  }

  private Future<Void> tell(long owner, DriftReport report, String hash) {
    Map<String, Object> data = new HashMap<>();
    data.put("baseline_version", report.baseline());
    data.put("differences", report.details().size());
    data.put("ignored", report.ignored());
    data.put("paths", report.details().stream().limit(NAMED).map(Difference::path).toList());
    long instanceId = report.instanceId();
    return parts
        .database()
        .asUser(
            owner,
            c ->
                DriftRows.newestVersion(c, owner, instanceId)
                    .compose(
                        newest ->
                            // What was accepted in the meantime was told of then.
                            newest == report.baseline()
                                ? LookRows.tell(
                                    c,
                                    parts.events(),
                                    owner,
                                    instanceId,
                                    hash,
                                    data,
                                    parts.clock().instant())
                                : Future.succeededFuture()));
  }

  private Future<Look> look(CallContext context, long instanceId) {
    return reader
        .read(context, instanceId)
        .compose(state -> parts.offload().run(context.userId(), () -> Look.of(state)));
  }

  private Future<Against> against(
      SqlConnection c, long owner, long instanceId, @Nullable Integer version, Look now) {
    return DriftRows.find(c, owner, instanceId, version)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found.get())
                    : version == null
                        ? first(c, owner, instanceId, now)
                        : Future.failedFuture(Failure.notFound("baseline").asException()))
        .compose(
            baseline ->
                LookRows.note(c, owner, instanceId, now, parts.clock().instant())
                    .compose(noted -> DriftRows.ignored(c, owner, instanceId))
                    .map(ignored -> new Against(baseline, ignored)));
  }

  /** Of several first looks at the same time one makes the baseline. */
  private static Future<DriftRows.Stored> first(
      SqlConnection c, long owner, long instanceId, Look now) {
    return DriftRows.lock(c, owner, instanceId)
        .compose(alone -> DriftRows.find(c, owner, instanceId, null))
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found)
                    : DriftRows.insert(c, owner, instanceId, now, null)
                        .compose(made -> DriftRows.find(c, owner, instanceId, null)))
        .map(Optional::orElseThrow);
  }

  private Future<DriftReport> compared(long owner, long instanceId, Against against, Look now) {
    return parts
        .offload()
        .run(
            owner,
            () -> {
              List<Difference> all =
                  Comparison.of(
                      SeenState.read(against.baseline().state()).state(), now.state().state());
              List<Difference> shown =
                  all.stream().filter(d -> !Glob.any(against.ignored(), d.path())).toList();
              return new DriftReport(
                  instanceId,
                  against.baseline().version(),
                  against.baseline().acceptedAt(),
                  shown,
                  all.size() - shown.size(),
                  now.state().version(),
                  now.state().counts().get("quality_profiles"),
                  now.state().status());
            });
  }
}
