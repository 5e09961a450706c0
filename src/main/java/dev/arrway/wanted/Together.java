package dev.arrway.wanted;

import dev.arrway.bus.Failures;
import dev.arrway.domain.arr.Slice;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Asks all of a user's enabled instances at once and puts their answers together. One that hangs or
 * fails costs the others nothing: it is named among the failures.
 */
public final class Together {
  /** How long one instance may take before the others are answered without it. */
  public static final Duration DEADLINE = Duration.ofSeconds(2);

  private final InstanceDirectory directory;

  /** Over these instances. */
  public Together(InstanceDirectory directory) {
    this.directory = directory;
  }

  /**
   * What is asked of each instance.
   *
   * @param window makes the command for an offset and a limit
   * @param slice takes the reply apart
   * @param order of all items together
   */
  public record Question<T, R extends Reply>(
      Window<R> window, Function<R, Slice<T>> slice, Comparator<T> order) {}

  /** Makes a command for a part of a list. */
  @FunctionalInterface
  public interface Window<R extends Reply> {
    /** {@code offset} at least 0, {@code limit} 1 to 500. */
    Command<R> of(int offset, int limit);
  }

  /**
   * A page of everything.
   *
   * @return fails with {@code upstream_error} when there are instances and none answered
   */
  public <T, R extends Reply> Future<Merged<T>> page(
      long userId, Question<T, R> question, int offset, int limit, String trace) {
    return ask(userId, question, offset + limit, DEADLINE, trace)
        .map(
            merged ->
                new Merged<>(
                    merged.items().stream().skip(offset).limit(limit).toList(),
                    merged.total(),
                    merged.failures()));
  }

  /** Everything, at most {@link Walk#MOST} items an instance. */
  public <T, R extends Reply> Future<Merged<T>> all(
      long userId, Question<T, R> question, String trace) {
    return ask(userId, question, Walk.MOST, Walk.PATIENCE, trace);
  }

  private <T, R extends Reply> Future<Merged<T>> ask(
      long userId, Question<T, R> question, int upTo, Duration deadline, String trace) {
    List<Instance> instances =
        directory.all(userId).stream()
            .filter(Instance::enabled)
            .sorted(Comparator.comparing(Instance::id))
            .toList();
    List<Future<Slice<T>>> parts = new ArrayList<>();
    for (Instance instance : instances) {
      Envelope envelope = new Envelope(userId, trace, deadline.toMillis(), true);
      parts.add(
          Walk.upTo(
              upTo,
              (offset, limit) ->
                  directory
                      .ask(userId, instance.id(), question.window().of(offset, limit), envelope)
                      .map(question.slice())));
    }
    return Future.join(parts).transform(done -> merge(instances, parts, question.order()));
  }

  private static <T> Future<Merged<T>> merge(
      List<Instance> instances, List<Future<Slice<T>>> parts, Comparator<T> order) {
    List<Merged.Part<T>> items = new ArrayList<>();
    List<PartFailure> failures = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < parts.size(); i++) {
      Instance from = instances.get(i);
      Future<Slice<T>> part = parts.get(i);
      if (part.succeeded()) {
        total += part.result().total();
        part.result()
            .items()
            .forEach(item -> items.add(new Merged.Part<>(from.id(), from.name(), item)));
      } else if (Failures.of(part.cause()).code() != FailureCode.NOT_SUPPORTED) {
        failures.add(failure(from, Failures.of(part.cause())));
      }
    }
    if (!instances.isEmpty() && failures.size() == instances.size()) {
      return Future.failedFuture(
          Failure.of(FailureCode.UPSTREAM_ERROR, "None of your instances answered.").asException());
    }
    items.sort(
        Comparator.comparing((Merged.Part<T> part) -> part.item(), order)
            .thenComparing(Merged.Part::instanceId));
    return Future.succeededFuture(new Merged<>(items, total, failures));
  }

  private static PartFailure failure(Instance instance, Failure failure) {
    return new PartFailure(
        instance.id(),
        instance.name(),
        failure.code().status(),
        failure.code().wireName(),
        failure.detail());
  }
}
