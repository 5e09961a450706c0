package dev.arrway.upstream;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.Letter;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.http.HttpPolicy;
import dev.arrway.platform.http.HttpStack;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one instance of any vendor: its mailbox, its deadlines, its concurrency cap, and its own
 * connections, limiter, breaker and cache. Everything that is asked of the instance passes here, on
 * one context.
 */
public final class UpstreamActor extends VerticleBase {
  /** Commands that may wait; one more is answered {@code busy}. */
  static final int MAILBOX_CAPACITY = 1_000;

  /** Commands that are worked on at a time. */
  static final int CONCURRENCY = 16;

  private static final Logger log = LoggerFactory.getLogger(UpstreamActor.class);

  private final UpstreamRuntime runtime;
  private final Upstream upstream;
  private final InstanceSpec spec;
  private final Settings settings;
  private final CommandTable commands;
  private final HttpStack stack;
  private final UpstreamClient client;
  private final Mailbox mailbox;
  private final Set<String> listsWithSkippedRows = ConcurrentHashMap.newKeySet();

  /** Coalesced commands that are being carried out, and their outcomes. */
  private final Map<Command<?>, Future<? extends Reply>> shared = new HashMap<>();

  private Registration registration = Future::succeededFuture;

  UpstreamActor(
      UpstreamRuntime runtime, Upstream upstream, CommandTable commands, InstanceSpec spec) {
    this.runtime = runtime;
    this.upstream = upstream;
    this.spec = spec;
    this.settings = Settings.of(upstream.allSettingFields(), spec.settings());
    this.commands = commands;
    this.stack = runtime.stacks().open(policy(), spec.ownerId());
    this.client = upstream.connect(stack, spec, settings);
    if (!commands.accepts(client)) {
      throw new IllegalStateException(
          upstream.title() + " declares a kind whose port its client does not implement");
    }
    this.mailbox =
        new Mailbox(
            MAILBOX_CAPACITY,
            CONCURRENCY,
            System::nanoTime,
            task -> Sink.on(context).execute(task),
            this::work);
  }

  @Override
  public Future<?> start() {
    stack.onCircuit(state -> runtime.observer().circuitChanged(spec, state.wireName()));
    stack.onBaseMoved(base -> runtime.observer().baseMoved(spec, base));
    registration = runtime.bus().serve(Address.instance(spec.id()), this::received);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return registration
        .unregister()
        .eventually(
            () -> {
              mailbox.close();
              return stack.close();
            });
  }

  private HttpPolicy policy() {
    CallSettings calls = CallSettings.of(settings);
    return HttpPolicy.to("instance-" + spec.id(), spec.url())
        .withAccess(spec.access())
        .withVerifyTls(spec.verifySsl())
        .withTimeout(spec.timeout())
        .withRate(spec.ratePerMinute(), calls.minInterval())
        .withMaxRetries(calls.maxRetries())
        .withBreaker(calls.breaker());
  }

  private UpstreamReply.Vitals vitals() {
    return new UpstreamReply.Vitals(
        stack.circuit().wireName(), mailbox.queued(), mailbox.running());
  }

  /**
   * Takes a command. Whoever sends a coalesced command while an equal one runs waits for the
   * outcome of that one, without taking a place in the mailbox.
   */
  private Future<? extends Reply> received(Letter letter) {
    Command<?> command = letter.command();
    if (commands.bypassesMailbox(command)) {
      return commands.apply(client, command, call(letter));
    }
    Future<? extends Reply> running = commands.isCoalesced(command) ? shared.get(command) : null;
    return running == null ? mailbox.offer(letter) : running;
  }

  private CommandCall call(Letter letter) {
    Ask ask = Ask.of(letter.envelope(), new SkippedRows(this::skipped));
    return new CommandCall(ask, spec, runtime.ports(), this::vitals);
  }

  private Future<? extends Reply> work(Letter letter) {
    try {
      return observed(dispatch(letter));
    } catch (RuntimeException e) {
      return observed(Future.failedFuture(e));
    }
  }

  /**
   * Logs skipped rows, once for each list, since an upstream sends the same rows with every poll.
   */
  private void skipped(String list, int rows, String reason) {
    if (listsWithSkippedRows.add(list)) {
      log.atWarn()
          .addKeyValue("instance", spec.id())
          .log(
              "{} rows of {} cannot be read and are left out; error of the first: {}",
              rows,
              list,
              reason);
    }
  }

  private Future<? extends Reply> dispatch(Letter letter) {
    Command<?> command = letter.command();
    if (!commands.has(command)) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.NOT_SUPPORTED, "A " + upstream.title() + " instance cannot do this."));
    }
    return commands.isCoalesced(command)
        ? coalesced(letter)
        : commands.apply(client, command, call(letter));
  }

  /** Carries out a coalesced command; equal ones may have been queued before the first began. */
  private Future<? extends Reply> coalesced(Letter letter) {
    Command<?> command = letter.command();
    Future<? extends Reply> running = shared.get(command);
    if (running != null) {
      return running;
    }
    Promise<Reply> outcome = Promise.promise();
    shared.put(command, outcome.future());
    Sink.of(
        applied(command, call(letter)),
        Sink.on(context),
        (reply, cause) -> {
          shared.remove(command);
          outcome.complete(reply, cause);
        });
    return outcome.future();
  }

  /** Carries out a command; a handler that throws fails the future. */
  private Future<Reply> applied(Command<?> command, CommandCall call) {
    return Future.succeededFuture()
        .compose(now -> commands.apply(client, command, call).map(reply -> (Reply) reply));
  }

  private <R extends Reply> Future<R> observed(Future<R> done) {
    return done.transform(
        result -> {
          runtime
              .observer()
              .observed(spec, result.succeeded() ? null : Failures.of(result.cause()));
          return done;
        });
  }
}
