package dev.arrway.upstream;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.http.Deadline;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.PartFailure;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Calls to many of a user's instances at the same time, within {@link CallDeadlines#FAN_OUT}. An
 * instance that does not answer in time or fails is named among the failures; the whole fails only
 * when all instances do.
 */
public final class InstanceFanOut {
  private final InstanceClient client;
  private final InstanceDirectory directory;
  private final Function<String, Upstream> catalog;

  /**
   * Creates a fan-out over the instances of a directory.
   *
   * @param catalog finds a vendor by its type
   */
  public InstanceFanOut(
      InstanceClient client, InstanceDirectory directory, Function<String, Upstream> catalog) {
    this.client = client;
    this.directory = directory;
    this.catalog = catalog;
  }

  /** Returns the user's enabled instances of a kind, by id. */
  public List<Instance> enabled(CallContext context, UpstreamKind<?> kind) {
    return directory.all(context.userId()).stream()
        .filter(Instance::enabled)
        .filter(instance -> catalog.apply(instance.type()).is(kind))
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  /**
   * Returns the user's instances with these ids, of any vendor, by id; throws {@code not_found}
   * when one is not the user's.
   */
  public List<Instance> selected(CallContext context, List<Long> ids) {
    return ids.stream()
        .distinct()
        .sorted()
        .map(id -> directory.mine(context.userId(), id))
        .toList();
  }

  /**
   * Asks all enabled instances of a kind for one reply each.
   *
   * @return fails as {@link #gather} does
   */
  public <R extends Reply> Future<Gathered<R>> askAll(
      CallContext context, UpstreamKind<?> kind, Function<Instance, Command<R>> command) {
    return gather(
        context, enabled(context, kind), calls -> calls.ask(command.apply(calls.instance())));
  }

  /**
   * Reads from all instances; completes within {@link CallDeadlines#FAN_OUT}, whatever {@code read}
   * does.
   *
   * @return fails with {@code upstream_error} when there are instances and all of them fail
   */
  public <T> Future<Gathered<T>> gather(
      CallContext context, List<Instance> instances, Function<InstanceCalls, Future<T>> read) {
    return gatherAny(context, instances, read)
        .compose(
            gathered ->
                !gathered.failures().isEmpty() && gathered.answers().isEmpty()
                    ? Future.failedFuture(allFailed(gathered.failures()))
                    : Future.succeededFuture(gathered));
  }

  /** Reads as {@link #gather} does, but never fails: all instances may be among the failures. */
  public <T> Future<Gathered<T>> gatherAny(
      CallContext context, List<Instance> instances, Function<InstanceCalls, Future<T>> read) {
    Duration within = CallDeadlines.FAN_OUT;
    Deadline deadline = Deadline.in(within);
    List<Future<T>> parts =
        instances.stream()
            .map(one -> read.apply(new InstanceCalls(client, context, one, deadline)))
            .map(part -> part.timeout(within.toMillis(), TimeUnit.MILLISECONDS))
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
        failures.add(failure(instances.get(i), Failures.of(part.cause())));
      }
    }
    return new Gathered<>(answers, failures);
  }

  /** An instance's own timeout may be shorter than the time that all instances share. */
  private static PartFailure failure(Instance instance, Failure failure) {
    Duration own = Duration.ofSeconds(instance.timeoutSeconds());
    Duration within = own.compareTo(CallDeadlines.FAN_OUT) < 0 ? own : CallDeadlines.FAN_OUT;
    return PartFailure.of(instance.id(), instance.name(), failure, within);
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
