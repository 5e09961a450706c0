package dev.arrway.app;

import dev.arrway.feature.accounts.Identity;
import dev.arrway.feature.accounts.SetupCode;
import dev.arrway.feature.accounts.web.AuthRoutes;
import dev.arrway.feature.accounts.web.KeyRoutes;
import dev.arrway.feature.accounts.web.SessionRoutes;
import dev.arrway.feature.accounts.web.SetupRoutes;
import dev.arrway.feature.accounts.web.UserRoutes;
import dev.arrway.feature.arrs.AddDefaults;
import dev.arrway.feature.arrs.ArrQueries;
import dev.arrway.feature.arrs.OverallQueries;
import dev.arrway.feature.arrs.web.ArrRoutes;
import dev.arrway.feature.arrs.web.ChangeRoutes;
import dev.arrway.feature.arrs.web.OverallRoutes;
import dev.arrway.feature.audit.web.AuditRoutes;
import dev.arrway.feature.calendar.Calendars;
import dev.arrway.feature.calendar.web.CalendarRoutes;
import dev.arrway.feature.downloads.web.DownloadRoutes;
import dev.arrway.feature.drift.web.DriftRoutes;
import dev.arrway.feature.imports.ImportParts;
import dev.arrway.feature.imports.Imports;
import dev.arrway.feature.imports.web.ImportRoutes;
import dev.arrway.feature.instances.web.InstanceRoutes;
import dev.arrway.feature.instances.web.InstanceTypeRoutes;
import dev.arrway.feature.libraries.Libraries;
import dev.arrway.feature.libraries.web.LibraryRoutes;
import dev.arrway.feature.libraries.web.SyncRoutes;
import dev.arrway.feature.mediaservers.MediaServers;
import dev.arrway.feature.mediaservers.web.MediaServerRoutes;
import dev.arrway.feature.missing.ArrTitles;
import dev.arrway.feature.missing.Decisions;
import dev.arrway.feature.missing.MissingAdds;
import dev.arrway.feature.missing.MissingContent;
import dev.arrway.feature.missing.web.DecisionRoutes;
import dev.arrway.feature.missing.web.MissingAddRoutes;
import dev.arrway.feature.missing.web.MissingRoutes;
import dev.arrway.feature.monitoring.Monitoring;
import dev.arrway.feature.outbox.IdempotencyRows;
import dev.arrway.feature.outbox.web.OutboxRoutes;
import dev.arrway.feature.playlists.web.PlaylistRoutes;
import dev.arrway.feature.quality.QualityOptimizer;
import dev.arrway.feature.quality.QualityService;
import dev.arrway.feature.quality.web.QualityRoutes;
import dev.arrway.feature.schedules.SearchSchedules;
import dev.arrway.feature.schedules.web.ScheduleRoutes;
import dev.arrway.feature.subscriptions.web.SubscriptionRoutes;
import dev.arrway.feature.timelines.web.TimelineRoutes;
import dev.arrway.feature.webhooks.web.WebhookRoutes;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.EventRoutes;
import dev.arrway.gateway.Readiness;
import dev.arrway.gateway.Routes;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.StartupRetry;
import dev.arrway.platform.store.Store;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.InstanceFanOut;
import dev.arrway.upstream.UpstreamFleet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All features, wired to each other. */
final class Features {
  private static final Logger log = LoggerFactory.getLogger(Features.class);
  private static final Duration MAINTENANCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final ArrwayConfig config;
  private final CoreServices core;
  private final Wiring.Parts parts;
  private final StreamServices streams;
  private final ArrQueries queries;
  private final AddDefaults defaults;
  private final MissingContent missing;
  private final Imports imports;
  private final RowPruning pruning;
  private final Runnable gauges;
  private long maintenance = -1;

  private Features(Vertx vertx, ArrwayConfig config, CoreServices core, Wiring.Parts parts) {
    this.vertx = vertx;
    this.config = config;
    this.core = core;
    this.parts = parts;
    this.streams = StreamWiring.open(vertx, config, core);
    this.gauges = MonitoringWiring.gauges(vertx, core, parts, streams);
    this.queries =
        new ArrQueries(
            parts.instances().directory(), parts.instances().client(), core.catalog()::get);
    this.defaults =
        new AddDefaults(
            queries, config.defaults().qualityProfile(), config.defaults().rootFolder());
    this.missing = new MissingContent(core.store().database(), parts.matching(), parts.workers());
    this.imports = Imports.start(importParts(), Map.of());
    this.pruning = RowPruning.of(core, parts, imports, config.retention());
    core.identity().logins().listen(MonitoringWiring.loginHolds(parts.monitoring()));
  }

  /** Opens everything that needs the store, and starts the actors. */
  static Future<Features> open(
      Vertx vertx,
      ArrwayConfig config,
      UpstreamCatalog catalog,
      Store store,
      SetupCode code,
      Clock clock) {
    return CoreServices.open(vertx, config, catalog, store, code, clock)
        .compose(core -> Gateway.onWorker(vertx, () -> features(vertx, config, core)));
  }

  private static Future<Features> features(Vertx vertx, ArrwayConfig config, CoreServices core) {
    return new Wiring(vertx, config, core)
        .open()
        .compose(parts -> vertx.executeBlocking(() -> new Features(vertx, config, core, parts)));
  }

  private ImportParts importParts() {
    return new ImportParts(
        vertx,
        core.store().database(),
        new SqlEventLog(),
        parts.instances().directory(),
        parts.instances().client(),
        type -> LibraryKind.of(core.catalog().get(type)),
        parts.library().service(),
        missing,
        defaults,
        parts.outbox(),
        IdempotencyRows::claim,
        parts.workers(),
        config.quotas(),
        core.store().disk());
  }

  /** What every call of an operation is told to. */
  void ended(Call call, boolean changes, int status, String code, Duration took) {
    core.metrics().ended(call, changes, status, code, took);
    core.trail().ended(call, changes, status, code, took);
    log.atDebug()
        .addKeyValue("operation", call.operationId())
        .addKeyValue("status", status)
        .addKeyValue("code", code)
        .addKeyValue("duration_ms", took.toMillis())
        .addKeyValue("trace", call.traceId())
        .log("call");
  }

  /** The operations of all resources. */
  List<Routes> routes() {
    InstanceDirectory directory = parts.instances().directory();
    InstanceClient client = parts.instances().client();
    Libraries.Running library = parts.library();
    InstanceFanOut every = parts.every();
    return List.of(
        new SetupRoutes(core.identity().setup()),
        new AuthRoutes(core.identity()),
        new KeyRoutes(core.identity().apiKeys()),
        new SessionRoutes(core.identity().sessions()),
        new UserRoutes(core.identity().users()),
        new AuditRoutes(core.audit()),
        new InstanceTypeRoutes(core.catalog().all()),
        new InstanceRoutes(parts.service(), directory, parts.libraries().snapshots()),
        new WebhookRoutes(
            parts.news().webhooks(),
            parts.news().receiver(),
            core.identity().wrongCredentials(),
            config.http().publicUrl(),
            config.http().basePath()),
        new DriftRoutes(parts.drift().service(), parts.drift().reverts()),
        new OverallRoutes(new OverallQueries(every)),
        new CalendarRoutes(new Calendars(every), Clock.systemUTC()),
        new ArrRoutes(queries),
        new ChangeRoutes(queries, parts.outbox()),
        new OutboxRoutes(parts.outbox()),
        new DownloadRoutes(parts.downloads(), config.downloads().maxFileBytes()),
        new MediaServerRoutes(
            new MediaServers(directory, client, core.catalog()::get, parts.outbox())),
        new LibraryRoutes(library.service()),
        new QualityRoutes(
            new QualityService(directory, client, core.catalog()::get, parts.outbox()),
            new QualityOptimizer(
                directory, client, core.catalog()::get, library.service(), parts.outbox())),
        new SyncRoutes(library.sync()),
        new PlaylistRoutes(parts.playlists(), config.http().maxUpload()),
        new MissingRoutes(missing, directory::mine),
        new MissingAddRoutes(
            new MissingAdds(
                new MissingAdds.Parts(
                    core.store().database(),
                    parts.matching(),
                    parts.workers(),
                    new ArrTitles(queries),
                    defaults,
                    parts.outbox()))),
        new DecisionRoutes(
            new Decisions(
                core.store().database(), parts.matching(), config.quotas().stored().decisions())),
        new ImportRoutes(imports),
        MonitoringWiring.routes(core, parts, missing),
        new ScheduleRoutes(parts.schedules()),
        new SubscriptionRoutes(parts.subscriptions(), core.history()),
        new TimelineRoutes(parts.timelines()),
        new EventRoutes(streams, core.history()));
  }

  /**
   * From here on requests are welcome: what the configuration declares is applied, and upkeep
   * begins.
   */
  Future<Void> begin(Doors doors) {
    core.ownPorts().add(doors.server().port());
    core.ownPorts().add(doors.server().managementPort());
    doors.tcp().ifPresent(tcp -> core.ownPorts().add(tcp.port()));
    DiskSpaceEvents.start(
        core.store().database(),
        core.identity().users(),
        core.store().disk(),
        parts.monitoring().gatewayAlerts());
    maintenance = vertx.setPeriodic(MAINTENANCE.toMillis(), tick -> maintain());
    return new StartupRetry(vertx, core.store().lost())
        .run("applying the declared instances", this::declare)
        .map(
            declared -> {
              parts.subscriptions().begin();
              parts.timelines().begin();
              core.readiness().open();
              // Only now: however many there are, requests are served meanwhile.
              var starting = parts.instances().startActors();
              assert starting != null;
              return null;
            });
  }

  private Future<Void> declare() {
    return core.identity()
        .users()
        .firstAdministrator()
        .compose(
            admin -> {
              if (admin.isEmpty()) {
                if (!config.instances().isEmpty()) {
                  log.info(
                      "the declared instances are applied at the first start with an"
                          + " administrator");
                }
                return Future.succeededFuture();
              }
              return parts
                  .instances()
                  .declare(
                      admin.get().id(),
                      config.instances().stream().map(Declarations::request).toList());
            });
  }

  private void maintain() {
    Future.join(
            List.of(
                core.identity().maintain(),
                reloadKeys(),
                parts.monitoring().maintain(),
                pruning.runNowAndThen(),
                core.history().prune(config.events().retention(), config.events().mostPerUser())))
        .onFailure(cause -> log.warn("upkeep failed: {}", cause.getMessage()));
  }

  /** Deletes what is old or too much in the tables of all features; how many rows that were. */
  Future<Integer> prune() {
    return pruning.run();
  }

  /** Returns the search schedules. */
  SearchSchedules schedules() {
    return parts.schedules();
  }

  Identity identity() {
    return core.identity();
  }

  /** Ends the event streams of a user, as a change of access does. */
  void endStreamsOf(long userId) {
    core.bus().publish(new dev.arrway.protocol.Notice.AccessChanged(userId));
  }

  Future<Void> reloadKeys() {
    return core.store().vault().reload();
  }

  StreamServices streams() {
    return streams;
  }

  Readiness readiness() {
    return core.readiness();
  }

  Metrics metrics() {
    return core.metrics();
  }

  InstanceDirectory directory() {
    return parts.instances().directory();
  }

  InstanceClient instanceClient() {
    return parts.instances().client();
  }

  Monitoring monitoring() {
    return parts.monitoring();
  }

  UpstreamFleet fleet() {
    return parts.fleet();
  }

  /** Streams end, so that their clients go elsewhere and requests can be drained. */
  Future<Void> quiet() {
    core.readiness().close();
    streams.connections().endAll();
    return Future.succeededFuture();
  }

  Future<Void> close() {
    vertx.cancelTimer(maintenance);
    gauges.run();
    return imports
        .stop()
        .eventually(parts::close)
        .eventually(() -> streams.connections().close())
        .eventually(() -> streams.streams().close())
        .eventually(() -> core.relay().close())
        .eventually(() -> core.stacks().close())
        .eventually(() -> core.identity().close())
        .eventually(
            () -> {
              core.metrics().close();
              return Future.succeededFuture();
            });
  }
}
