package dev.arrway.upstream;

import dev.arrway.bus.Failures;
import dev.arrway.http.Deadline;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks many of a user's instances at the same time. Whoever has not answered by the deadline is
 * named among the failures; only when all fail does the whole.
 */
public final class EveryInstance {
  /** How long the instances have, whatever they are asked. */
  public static final Duration WITHIN = Duration.ofSeconds(2);

  private final InstanceDirectory directory;
  private final Function<String, Upstream> catalog;

  /**
   * With the way to the actors.
   *
   * @param catalog finds a vendor by its type
   */
  public EveryInstance(InstanceDirectory directory, Function<String, Upstream> catalog) {
    this.directory = directory;
    this.catalog = catalog;
  }

  /** The user's instances of Radarr and Sonarr that are switched on, by id. */
  public List<Instance> arrs(Asker who) {
    return of(who, Set.of(UpstreamKind.MOVIES, UpstreamKind.SERIES));
  }

  /** The user's instances of these kinds that are switched on, by id. */
  public List<Instance> of(Asker who, Set<UpstreamKind> kinds) {
    return directory.all(who.userId()).stream()
        .filter(Instance::enabled)
        .filter(instance -> kinds.contains(catalog.apply(instance.type()).kind()))
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  /**
   * These of the user's instances, whatever they are, by id; throws {@code not_found} when one is
   * not the user's.
   */
  public List<Instance> these(Asker who, List<Long> ids) {
    return ids.stream().distinct().sorted().map(id -> directory.mine(who.userId(), id)).toList();
  }

  /** Asks one within what is left. */
  public <R extends Reply> Future<R> ask(
      Asker who, Instance instance, Command<R> command, Deadline deadline) {
    long left = Math.max(1, deadline.remaining().toMillis());
    return directory.ask(
        who.userId(),
        instance.id(),
        command,
        new Envelope(who.userId(), who.traceId(), left, true));
  }

  /**
   * Reads from all of them; done after {@link #WITHIN} at the latest, whatever {@code read} does.
   *
   * @return fails with {@code upstream_error} when there are instances and all of them fail
   */
  public <T> Future<Gathered<T>> gather(
      List<Instance> instances, BiFunction<Instance, Deadline, Future<T>> read) {
    return tried(instances, read)
        .compose(
            gathered ->
                !gathered.failures().isEmpty() && gathered.answers().isEmpty()
                    ? Future.failedFuture(allFailed(gathered.failures()))
                    : Future.succeededFuture(gathered));
  }

  /** As {@link #gather}, for what may also be missing altogether: it never fails. */
  public <T> Future<Gathered<T>> tried(
      List<Instance> instances, BiFunction<Instance, Deadline, Future<T>> read) {
    Deadline deadline = Deadline.in(WITHIN);
    List<Future<T>> parts =
        instances.stream()
            .map(
                instance ->
                    read.apply(instance, deadline)
                        .timeout(WITHIN.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    return Future.join(parts)
        .transform(joined -> Future.succeededFuture(gathered(instances, parts)));
  }

  private static <T> Gathered<T> gathered(List<Instance> instances, List<Future<T>> parts) {
    List<Placed<T>> answers = new ArrayList<>();
    List<PartFailure> failures = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Future<T> part = parts.get(i);
      if (part.succeeded()) {
        answers.add(new Placed<>(instances.get(i), part.result()));
      } else {
        failures.add(PartFailure.of(instances.get(i), Failures.of(part.cause()), WITHIN));
      }
    }
    return new Gathered<>(answers, failures);
  }

  private static FailureException allFailed(List<PartFailure> failures) {
    String parts =
        failures.stream()
            .limit(5)
            .map(failure -> failure.instanceName() + ": " + failure.detail())
            .collect(Collectors.joining(" "));
    return FailureException.of(
        FailureCode.UPSTREAM_ERROR, "None of your instances could answer. " + parts);
  }
}
