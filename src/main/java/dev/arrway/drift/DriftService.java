package dev.arrway.drift;

import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.UpstreamCommand;
import dev.arrway.store.Database;
import dev.arrway.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures what changed on instances. The first look at an instance takes what is there as its
 * baseline.
 */
public final class DriftService {
  private static final String VERSION = "version";

  private final Database database;
  private final InstanceDirectory directory;

  /** On these instances. */
  public DriftService(Database database, InstanceDirectory directory) {
    this.database = database;
    this.directory = directory;
  }

  /** What differs now from the newest baseline; fails as the instance does. */
  public Future<DriftReport> report(long owner, long instanceId, String trace) {
    Future<Fingerprint> print = fingerprint(owner, instanceId, trace);
    Future<Optional<SystemStatus>> status = status(owner, instanceId, trace);
    return Future.all(print, status)
        .compose(both -> details(owner, instanceId, print.result()))
        .map(
            details ->
                new DriftReport(
                    instanceId,
                    details,
                    print.result().version(),
                    print.result().counts().get("quality_profiles"),
                    status.result().orElse(null)));
  }

  /** Takes what is there now as the baseline. */
  public Future<DriftBaseline> accept(
      long owner, long instanceId, @Nullable String by, String trace) {
    return fingerprint(owner, instanceId, trace)
        .compose(
            now ->
                database.asUser(
                    owner,
                    c ->
                        DriftRows.lock(c, owner, instanceId)
                            .compose(alone -> DriftRows.insert(c, owner, instanceId, now, by))));
  }

  /** Accepted states, newest first. */
  public Future<Slice<DriftBaseline>> baselines(
      long owner, long instanceId, int limit, int offset) {
    return mine(owner, instanceId)
        .compose(
            it -> database.asUser(owner, c -> DriftRows.list(c, owner, instanceId, limit, offset)));
  }

  /** Paths that are not reported from now on; replaces the former list. */
  public Future<List<String>> ignore(long owner, long instanceId, List<String> paths) {
    return mine(owner, instanceId)
        .compose(
            it ->
                database.asUser(
                    owner,
                    c ->
                        DriftRows.lock(c, owner, instanceId)
                            .compose(there -> DriftRows.ignore(c, owner, instanceId, paths))))
        .map(paths);
  }

  private Future<List<DriftDetail>> details(long owner, long instanceId, Fingerprint now) {
    return database.asUser(
        owner,
        c ->
            DriftRows.newest(c, owner, instanceId)
                .compose(
                    found ->
                        found.isPresent()
                            ? compared(c, owner, instanceId, found.get(), now)
                            : first(c, owner, instanceId, now)));
  }

  private static Future<List<DriftDetail>> compared(
      SqlConnection c, long owner, long instanceId, DriftRows.Newest baseline, Fingerprint now) {
    return DriftRows.ignored(c, owner, instanceId)
        .map(
            ignored ->
                DriftComparison.of(
                    with(VERSION, baseline.version(), baseline.facts()),
                    with(VERSION, now.version(), now.facts()),
                    ignored));
  }

  /** Of several first looks at the same time one makes the baseline. */
  private static Future<List<DriftDetail>> first(
      SqlConnection c, long owner, long instanceId, Fingerprint now) {
    return DriftRows.lock(c, owner, instanceId)
        .compose(alone -> DriftRows.newest(c, owner, instanceId))
        .compose(
            found ->
                found.isPresent()
                    ? compared(c, owner, instanceId, found.get(), now)
                    : DriftRows.insert(c, owner, instanceId, now, null).map(List.of()));
  }

  private static Map<String, String> with(String path, String value, Map<String, String> facts) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(path, value);
    return more;
  }

  private Future<Fingerprint> fingerprint(long owner, long instanceId, String trace) {
    return mine(owner, instanceId)
        .compose(
            instance ->
                directory.ask(
                    owner,
                    instanceId,
                    new UpstreamCommand.GetFingerprint(),
                    envelope(instance, trace)))
        .map(reply -> reply.fingerprint());
  }

  /** Kinds without a status of their own have none to show. */
  private Future<Optional<SystemStatus>> status(long owner, long instanceId, String trace) {
    return mine(owner, instanceId)
        .compose(
            instance ->
                directory.ask(
                    owner, instanceId, new ArrCommand.GetStatus(), envelope(instance, trace)))
        .map(reply -> Optional.of(reply.status()))
        .recover(
            cause ->
                cause instanceof FailureException known
                        && known.failure().code() == dev.arrway.protocol.FailureCode.NOT_SUPPORTED
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(cause));
  }

  private static Envelope envelope(Instance instance, String trace) {
    Duration wait = Duration.ofSeconds(instance.timeoutSeconds() + 2L);
    return new Envelope(instance.ownerId(), trace, wait.toMillis(), true);
  }

  private Future<Instance> mine(long owner, long instanceId) {
    try {
      return Future.succeededFuture(directory.mine(owner, instanceId));
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
  }
}
