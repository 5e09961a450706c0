package dev.arrway.upstream;

import dev.arrway.bus.Failures;
import dev.arrway.bus.Letter;
import dev.arrway.bus.Registration;
import dev.arrway.http.HttpPolicy;
import dev.arrway.http.HttpStack;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import dev.arrway.protocol.UpstreamCommand;
import dev.arrway.protocol.UpstreamReply;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

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

  private final UpstreamRuntime runtime;
  private final Upstream upstream;
  private final InstanceSpec spec;
  private final Settings settings;
  private final CommandTable<UpstreamClient> common;
  private final CommandTable<ArrClient> arr;
  private final Mailbox mailbox;
  private final HttpStack stack;
  private final UpstreamClient client;
  private @Nullable Future<ArrReply.Synced> sync;
  private Registration registration = Future::succeededFuture;

  UpstreamActor(UpstreamRuntime runtime, Upstream upstream, InstanceSpec spec) {
    this.runtime = runtime;
    this.upstream = upstream;
    this.spec = spec;
    this.settings = Settings.of(upstream.allSettingFields(), spec.settings());
    this.common = commonCommands();
    this.arr = ArrCommands.table((client, command, ask) -> syncLibrary(client, ask));
    this.mailbox = new Mailbox(MAILBOX_CAPACITY, CONCURRENCY, System::nanoTime, this::work);
    this.stack = runtime.stacks().open(policy());
    this.client = upstream.connect(stack, spec, settings);
  }

  @Override
  public Future<?> start() {
    stack.onCircuit(state -> runtime.memory().circuitChanged(spec, state.wireName()));
    stack.onBaseMoved(base -> runtime.memory().baseMoved(spec, base));
    registration = runtime.bus().serve(Address.instance(spec.id()), mailbox::offer);
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

  private CommandTable<UpstreamClient> commonCommands() {
    return new CommandTable.Builder<UpstreamClient>()
        .on(
            UpstreamCommand.TestConnection.class,
            (c, command, ask) -> c.test(ask).map(UpstreamReply.Tested::new))
        .on(
            UpstreamCommand.GetFingerprint.class,
            (c, command, ask) -> c.fingerprint(ask).map(UpstreamReply.Fingerprinted::new))
        .on(UpstreamCommand.GetVitals.class, (c, command, ask) -> Future.succeededFuture(vitals()))
        .covering(UpstreamCommand.class);
  }

  private UpstreamReply.Vitals vitals() {
    return new UpstreamReply.Vitals(
        stack.circuit().wireName(), mailbox.queued(), mailbox.running());
  }

  private Future<? extends Reply> work(Letter letter) {
    Future<? extends Reply> done;
    try {
      done = dispatch(letter.command(), Ask.of(letter.envelope()));
    } catch (RuntimeException e) {
      done = Future.failedFuture(e);
    }
    return letter.command() instanceof UpstreamCommand.GetVitals ? done : observed(done);
  }

  private Future<? extends Reply> dispatch(Command<?> command, Ask ask) {
    if (common.knows(command)) {
      return common.apply(client, command, ask);
    }
    if (client instanceof ArrClient arrClient && arr.knows(command)) {
      return arr.apply(arrClient, command, ask);
    }
    return Future.failedFuture(
        FailureException.of(
            FailureCode.NOT_SUPPORTED, "A " + upstream.title() + " instance cannot do this."));
  }

  private <R extends Reply> Future<R> observed(Future<R> done) {
    return done.transform(
        result -> {
          runtime.memory().observed(spec, result.succeeded() ? null : Failures.of(result.cause()));
          return done;
        });
  }

  /** Whoever asks while a sync runs gets the outcome of that one. */
  private Future<ArrReply.Synced> syncLibrary(ArrClient arrClient, Ask ask) {
    Future<ArrReply.Synced> running = sync;
    if (running != null) {
      return running;
    }
    Future<ArrReply.Synced> started =
        runtime
            .memory()
            .replaceLibrary(spec, sink -> arrClient.library(sink, ask))
            .map(ArrReply.Synced::new);
    sync = started;
    return started.eventually(
        () -> {
          sync = null;
          return Future.succeededFuture();
        });
  }
}
