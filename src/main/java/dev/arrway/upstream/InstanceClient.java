package dev.arrway.upstream;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.http.Deadline;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * The only way for features to call an instance: it checks access, sets the deadline and sends the
 * command to the instance's actor. {@link InstanceFanOut} calls many instances through it.
 * Thread-safe.
 */
public final class InstanceClient {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(2);

  private final InstanceDirectory directory;
  private final Bus bus;

  /** Creates a client of the instances of a directory, whose actors listen on a bus. */
  public InstanceClient(InstanceDirectory directory, Bus bus) {
    this.directory = directory;
    this.bus = bus;
  }

  /**
   * Asks an instance, within the time that {@link CallDeadlines} has for the purpose. An actor that
   * waits for its start is started first.
   *
   * @return the reply; fails with {@code not_found} when the caller has no such instance, {@code
   *     instance_disabled}, {@code actor_unavailable} when the start of its actor takes too long,
   *     {@code deadline_exceeded}, or as the actor does
   */
  public <R extends Reply> Future<R> ask(CallContext context, long id, Command<R> command) {
    return ask(
        context, id, command, one -> CallDeadlines.within(context.purpose(), one).toMillis());
  }

  /** Asks an instance as {@link #ask(CallContext, long, Command)} does, but within a deadline. */
  <R extends Reply> Future<R> ask(
      CallContext context, long id, Command<R> command, Deadline deadline) {
    return ask(context, id, command, one -> Math.max(1, deadline.remaining().toMillis()));
  }

  private <R extends Reply> Future<R> ask(
      CallContext context, long id, Command<R> command, ToLongFunction<Instance> milliseconds) {
    Instance instance;
    try {
      instance = directory.accessible(context, id);
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
    if (!instance.enabled()) {
      return Future.failedFuture(
          FailureException.of(FailureCode.INSTANCE_DISABLED, "The instance is switched off."));
    }
    long left = milliseconds.applyAsLong(instance);
    Envelope envelope =
        new Envelope(context.userId(), context.traceId(), left, context.waitedFor());
    return send(id, command, envelope);
  }

  private <R extends Reply> Future<R> send(long id, Command<R> command, Envelope envelope) {
    Future<Void> started = directory.started(id);
    return started.succeeded()
        ? bus.actor(Address.instance(id)).ask(command, envelope)
        : started
            .timeout(envelope.remainingMs(), TimeUnit.MILLISECONDS)
            .recover(cause -> Future.failedFuture(startTakesTooLong()))
            .compose(now -> bus.actor(Address.instance(id)).ask(command, envelope));
  }

  private static FailureException startTakesTooLong() {
    return Failure.retryAfter(
            FailureCode.ACTOR_UNAVAILABLE, "The instance is starting; try again.", STARTS_WITHIN)
        .asException();
  }
}
