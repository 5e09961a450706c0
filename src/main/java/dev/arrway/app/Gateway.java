package dev.arrway.app;

import dev.arrway.feature.accounts.SetupCode;
import dev.arrway.gateway.ContractDocument;
import dev.arrway.gateway.Dispatcher;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.RequestBodies;
import dev.arrway.gateway.connection.ConnectionLimits;
import dev.arrway.gateway.connection.LimitedTransport;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.HttpLimits;
import dev.arrway.platform.config.Network;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.ByteBudget;
import dev.arrway.platform.store.DatabaseLost;
import dev.arrway.platform.store.StartupRetry;
import dev.arrway.platform.store.Store;
import dev.arrway.protocol.FatalErrors;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole gateway in this process: what is started in which order, and stopped in the opposite one.
 */
public final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** An instance that hangs must not hold up the end of the gateway. */
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private static final Duration BLOCKED = Duration.ofMillis(100);

  private final Vertx vertx;
  private final ArrwayConfig config;
  private final Tracing tracing;
  private final Store store;
  private final Features features;
  private final Doors doors;
  private final SetupCode setupCode;
  private final boolean setupRequired;

  private Gateway(
      Vertx vertx,
      ArrwayConfig config,
      Tracing tracing,
      Store store,
      Features features,
      Doors doors,
      SetupCode setupCode,
      boolean setupRequired) {
    this.vertx = vertx;
    this.config = config;
    this.tracing = tracing;
    this.store = store;
    this.features = features;
    this.doors = doors;
    this.setupCode = setupCode;
    this.setupRequired = setupRequired;
  }

  /** Starts with the vendors that Arrway comes with. */
  public static Future<Gateway> start(ArrwayConfig config) {
    return start(config, UpstreamCatalog.standard());
  }

  /**
   * Starts.
   *
   * @return fails with {@link dev.arrway.platform.store.StartFailure} when something that its owner
   *     can mend is wrong; then nothing is left running
   */
  public static Future<Gateway> start(ArrwayConfig config, UpstreamCatalog catalog) {
    return start(config, catalog, Clock.systemUTC());
  }

  /** Starts with another time of day for accounts, their credentials and open connections. */
  static Future<Gateway> start(ArrwayConfig config, UpstreamCatalog catalog, Clock clock) {
    Tracing tracing = Tracing.of(config.telemetry());
    Vertx vertx =
        tracing
            .build(Vertx.builder().with(options()).withTransport(transport(config)))
            .exceptionHandler(Gateway::report);
    // Of no context: those of a Vert.x that was closed could tell nobody why it did not start.
    Promise<Gateway> started = Promise.promise();
    Store.open(vertx, config)
        .compose(store -> start(vertx, config, tracing, catalog, store, clock))
        .onSuccess(started::complete)
        .onFailure(cause -> vertx.close().onComplete(closed -> started.fail(cause)));
    return started.future();
  }

  private static Transport transport(ArrwayConfig config) {
    HttpLimits limits = config.http().limits();
    List<Network> proxies = config.security().trustedProxies();
    return new LimitedTransport(
        new ConnectionLimits(
            limits.maxConnections(),
            limits.maxConnectionsPerAddress(),
            limits.headerTimeout(),
            address -> proxies.stream().anyMatch(network -> network.contains(address))));
  }

  /** Takes what no handler has caught. */
  static void report(Throwable uncaught) {
    FatalErrors.haltIfFatal(uncaught);
    log.error("an exception was not handled", uncaught);
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setMaxEventLoopExecuteTime(BLOCKED.toMillis())
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
        .setBlockedThreadCheckInterval(BLOCKED.toMillis())
        .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
        .setWarningExceptionTime(5)
        .setWarningExceptionTimeUnit(TimeUnit.SECONDS);
  }

  private static Future<Gateway> start(
      Vertx vertx,
      ArrwayConfig config,
      Tracing tracing,
      UpstreamCatalog catalog,
      Store store,
      Clock clock) {
    SetupCode code = SetupCode.givenOrGenerated(config.setup().code());
    return onWorker(vertx, () -> Features.open(vertx, config, catalog, store, code, clock))
        .compose(
            features ->
                serve(vertx, config, catalog, features)
                    .compose(
                        doors ->
                            features
                                .begin(doors)
                                .compose(
                                    begun ->
                                        new StartupRetry(vertx, store.lost())
                                            .run(
                                                "looking for an administrator",
                                                () -> features.identity().setup().required()))
                                .map(
                                    required ->
                                        new Gateway(
                                            vertx, config, tracing, store, features, doors, code,
                                            required)))
                    .recover(cause -> failed(features.close(), cause)))
        .recover(cause -> failed(store.close(), store.startFailure(cause)));
  }

  /** Completes when this gateway cannot go on without its database; see {@link Store#lost}. */
  Future<DatabaseLost> databaseLost() {
    return store.lost();
  }

  private static <T> Future<T> failed(Future<Void> closing, Throwable cause) {
    return closing.transform(closed -> Future.failedFuture(cause));
  }

  /**
   * Runs a step of the start on a worker thread, with the caller's context: loading classes and
   * creating objects would block an event loop for too long.
   */
  static <T> Future<T> onWorker(Vertx vertx, Callable<Future<T>> step) {
    return vertx.executeBlocking(step).compose(done -> done);
  }

  private static Future<Doors> serve(
      Vertx vertx, ArrwayConfig config, UpstreamCatalog catalog, Features features) {
    return vertx
        .executeBlocking(() -> ServedContract.of(catalog).withBasePath(config.http().basePath()))
        .compose(document -> onWorker(vertx, () -> serve(vertx, config, features, document)));
  }

  private static Future<Doors> serve(
      Vertx vertx, ArrwayConfig config, Features features, ContractDocument document) {
    Operations.Builder operations = new Operations.Builder();
    features.routes().forEach(routes -> routes.register(operations));
    return dispatcher(vertx, config, features, document, operations.build())
        .compose(
            dispatcher ->
                onWorker(vertx, () -> Doors.open(vertx, config, features, document, dispatcher)));
  }

  /** Reading the contract takes most of a second, which no event loop should be held up for. */
  private static Future<Dispatcher> dispatcher(
      Vertx vertx,
      ArrwayConfig config,
      Features features,
      ContractDocument document,
      Operations operations) {
    Promise<Dispatcher> made = Promise.promise();
    RequestBodies bodies =
        new RequestBodies(
            vertx, new ByteBudget(config.http().limits().bodyBudget()), config.http().limits());
    VerticleBase reader =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return document
                .load(vertx)
                .map(
                    contract ->
                        Dispatcher.of(
                            contract,
                            operations,
                            config.limits().factor(),
                            config.quotas().atOnce().calls(),
                            features::ended,
                            bodies))
                .onComplete(made);
          }
        };
    DeploymentOptions worker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    return vertx
        .deployVerticle(reader, worker)
        .compose(vertx::undeploy)
        .compose(done -> made.future());
  }

  /** The address for people on this machine, without a trailing slash. */
  public String url() {
    return doors.server().localUrl();
  }

  /** The port of metrics and health. */
  public int managementPort() {
    return doors.server().managementPort();
  }

  /** The port of the TCP bridge, where there is one. */
  OptionalInt tcpBridgePort() {
    return doors.tcp().map(tcp -> OptionalInt.of(tcp.port())).orElseGet(OptionalInt::empty);
  }

  /** What proves the owner while no administrator exists. */
  Secret setupCode() {
    return setupCode.shown();
  }

  Vertx vertx() {
    return vertx;
  }

  Features features() {
    return features;
  }

  /** What the console says. */
  String banner() {
    StringBuilder text = new StringBuilder(System.lineSeparator());
    text.append("Arrway is ready at ").append(url()).append(System.lineSeparator());
    text.append("  data      ").append(config.data().dir()).append(System.lineSeparator());
    text.append("  API       ")
        .append(url())
        .append("/docs/swagger/")
        .append(System.lineSeparator());
    if (setupRequired) {
      text.append("  set-up    no administrator yet; the set-up code is ")
          .append(setupCode.shown().reveal())
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Turns new requests away, finishes what runs, and ends everything, the database last. */
  public Future<Void> stop() {
    log.info("stopping");
    return features
        .quiet()
        .eventually(() -> doors.drain(DRAIN))
        .eventually(this::closeFeatures)
        .eventually(store::close)
        .eventually(() -> tracing.close(vertx))
        .eventually(vertx::close);
  }

  private Future<Void> closeFeatures() {
    return features
        .close()
        .timeout(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            cause -> {
              log.warn("work that still goes on is given up: {}", cause.getMessage());
              return Future.succeededFuture();
            });
  }
}
