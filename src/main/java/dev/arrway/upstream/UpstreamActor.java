package dev.arrway.upstream;

import dev.arrway.bus.Failures;
import dev.arrway.bus.Letter;
import dev.arrway.bus.Registration;
import dev.arrway.bus.Sink;
import dev.arrway.http.HttpPolicy;
import dev.arrway.http.HttpStack;
import dev.arrway.http.SkippedRows;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.DownloadCommand;
import dev.arrway.protocol.DownloadReply;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import dev.arrway.protocol.UpstreamCommand;
import dev.arrway.protocol.UpstreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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
  private final CommandTable<UpstreamClient> common;
  private final CommandTable<ArrClient> arr;
  private final CommandTable<DownloadClient> downloads;
  private final CommandTable<MediaServerClient> media = MediaCommands.table();
  private final HttpStack stack;
  private final UpstreamClient client;
  private final Mailbox mailbox;
  private final Set<String> listsWithSkippedRows = ConcurrentHashMap.newKeySet();
  private @Nullable Future<ArrReply.Synced> sync;
  private Registration registration = Future::succeededFuture;

  UpstreamActor(UpstreamRuntime runtime, Upstream upstream, InstanceSpec spec) {
    this.runtime = runtime;
    this.upstream = upstream;
    this.spec = spec;
    this.settings = Settings.of(upstream.allSettingFields(), spec.settings());
    this.common = commonCommands();
    this.arr = ArrCommands.table((client, command, ask) -> syncLibrary(client, ask));
    this.downloads = DownloadCommands.table(this::addDownload);
    this.stack = runtime.stacks().open(policy(), spec.ownerId());
    this.client = upstream.connect(stack, spec, settings);
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
    stack.onCircuit(state -> runtime.memory().circuitChanged(spec, state.wireName()));
    stack.onBaseMoved(base -> runtime.memory().baseMoved(spec, base));
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

  private CommandTable<UpstreamClient> commonCommands() {
    return new CommandTable.Builder<UpstreamClient>()
        .on(
            UpstreamCommand.TestConnection.class,
            (c, command, ask) -> c.test(ask).map(UpstreamReply.Tested::new))
        .on(
            UpstreamCommand.ProbeReachability.class,
            (c, command, ask) -> c.test(ask.asProbe()).map(UpstreamReply.Tested::new))
        .on(
            UpstreamCommand.GetFingerprint.class,
            (c, command, ask) -> c.fingerprint(ask).map(UpstreamReply.Fingerprinted::new))
        .on(
            UpstreamCommand.GetGauges.class,
            (c, command, ask) -> c.gauges(ask.inBackground()).map(UpstreamReply.Gauged::new))
        .on(UpstreamCommand.GetVitals.class, (c, command, ask) -> Future.succeededFuture(vitals()))
        .covering(UpstreamCommand.class);
  }

  private UpstreamReply.Vitals vitals() {
    return new UpstreamReply.Vitals(
        stack.circuit().wireName(), mailbox.queued(), mailbox.running());
  }

  /**
   * How the actor is doing can be asked of a busy one, too; and whoever asks for a sync while one
   * runs waits for the outcome of that one, without taking a place that others could work on.
   */
  private Future<? extends Reply> received(Letter letter) {
    if (letter.command() instanceof UpstreamCommand.GetVitals) {
      return Future.succeededFuture(vitals());
    }
    Future<ArrReply.Synced> running = sync;
    return running != null && letter.command() instanceof ArrCommand.SyncLibrary
        ? running
        : mailbox.offer(letter);
  }

  private Future<? extends Reply> work(Letter letter) {
    try {
      return observed(
          dispatch(letter.command(), Ask.of(letter.envelope(), new SkippedRows(this::skipped))));
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

  private Future<? extends Reply> dispatch(Command<?> command, Ask ask) {
    if (common.knows(command)) {
      return common.apply(client, command, ask);
    }
    if (client instanceof ArrClient arrClient && arr.knows(command)) {
      return arr.apply(arrClient, command, ask);
    }
    if (client instanceof DownloadClient downloadClient && downloads.knows(command)) {
      return downloads.apply(downloadClient, command, ask);
    }
    if (client instanceof MediaServerClient mediaServer && media.knows(command)) {
      return media.apply(mediaServer, command, ask);
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

  private Future<DownloadReply.DownloadAdded> addDownload(
      DownloadClient downloadClient, DownloadCommand.AddDownload command, Ask ask) {
    return runtime
        .memory()
        .source(spec, command.download().sourceId())
        .compose(source -> downloadClient.add(command, source, ask))
        .map(DownloadReply.DownloadAdded::new);
  }

  /** Two syncs may have been queued before either began. */
  private Future<ArrReply.Synced> syncLibrary(ArrClient arrClient, Ask ask) {
    Future<ArrReply.Synced> running = sync;
    if (running != null) {
      return running;
    }
    Promise<ArrReply.Synced> outcome = Promise.promise();
    sync = outcome.future();
    Sink.of(
        replaced(arrClient, ask),
        Sink.on(context),
        (synced, cause) -> {
          sync = null;
          outcome.complete(synced, cause);
        });
    return outcome.future();
  }

  private Future<ArrReply.Synced> replaced(ArrClient arrClient, Ask ask) {
    return Future.succeededFuture()
        .compose(
            now ->
                runtime
                    .memory()
                    .replaceLibrary(spec, sink -> arrClient.library(sink, ask), ask.skipped()))
        .map(ArrReply.Synced::new);
  }
}
