package dev.arrway.app;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.feature.downloads.DownloadParts;
import dev.arrway.feature.downloads.Downloads;
import dev.arrway.feature.downloads.Sources;
import dev.arrway.feature.drift.Drift;
import dev.arrway.feature.drift.DriftParts;
import dev.arrway.feature.instances.InstanceService;
import dev.arrway.feature.instances.Instances;
import dev.arrway.feature.libraries.Additions;
import dev.arrway.feature.libraries.Libraries;
import dev.arrway.feature.libraries.LibraryParts;
import dev.arrway.feature.mediaservers.ImportScans;
import dev.arrway.feature.mediaservers.ScanParts;
import dev.arrway.feature.missing.Matching;
import dev.arrway.feature.monitoring.Monitoring;
import dev.arrway.feature.monitoring.MonitoringParts;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.playlists.PlaylistParts;
import dev.arrway.feature.playlists.Playlists;
import dev.arrway.feature.playlists.SecretBox;
import dev.arrway.feature.schedules.DirectoryServers;
import dev.arrway.feature.schedules.OutboxSearches;
import dev.arrway.feature.schedules.ScheduleParts;
import dev.arrway.feature.schedules.SearchSchedules;
import dev.arrway.feature.subscriptions.SubscriptionParts;
import dev.arrway.feature.subscriptions.Subscriptions;
import dev.arrway.feature.timelines.TimelineParts;
import dev.arrway.feature.timelines.Timelines;
import dev.arrway.feature.webhooks.News;
import dev.arrway.feature.webhooks.NewsParts;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.StartupRetry;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceFanOut;
import dev.arrway.upstream.UpstreamFleet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Instances, libraries, playlists and matching, which know each other by small interfaces alone.
 */
final class Wiring {
  private final Vertx vertx;
  private final ArrwayConfig config;
  private final CoreServices core;
  private final Database database;
  private final SqlEventLog events = new SqlEventLog();
  private final PlaylistWorkers workers;
  private final Instances instances;
  private final Libraries libraries;
  private final Outbox outbox;
  private final Drift drift;
  private final Monitoring monitoring;
  private final News news;
  private final ImportScans scans;
  private final UpstreamFleet fleet;
  private final Playlists playlists;
  private final Matching matching;
  private final SearchSchedules schedules;
  private final InstanceFanOut every;
  private final Downloads downloads;

  /**
   * Libraries are matched against playlists, and matching reads libraries: one of the two comes
   * later.
   */
  private final Promise<Libraries.Running> library = Promise.promise();

  Wiring(Vertx vertx, ArrwayConfig config, CoreServices core) {
    this.vertx = vertx;
    this.config = config;
    this.core = core;
    this.database = core.store().database();
    this.workers = PlaylistWorkers.create(vertx);
    this.instances = instances();
    core.metrics().types(id -> instances.directory().find(id).map(Instance::type));
    this.libraries =
        new Libraries(
            new LibraryParts(
                database,
                core.bus(),
                events,
                core.catalog()::get,
                config.library().ttl(),
                Clock.systemUTC(),
                config.quotas().stored().libraryTitles()));
    this.outbox = OutboxWiring.create(vertx, config, core, instances, events, workers);
    this.drift =
        new Drift(
            new DriftParts(
                database,
                events,
                instances.directory(),
                instances.client(),
                outbox,
                workers::run,
                Clock.systemUTC()));
    this.monitoring = monitoring();
    this.news = new News(newsParts());
    this.every = new InstanceFanOut(instances.client(), instances.directory(), core.catalog()::get);
    Sources sources = new Sources(vertx, database, core.store().vault());
    this.downloads = new Downloads(downloadParts(sources));
    this.scans = new ImportScans(scanParts());
    this.fleet =
        new UpstreamFleet(
            vertx,
            ActorRuntime.create(core, instances, outbox, libraries, sources),
            core.catalog()::get);
    fleet.prepare(core.catalog().all());
    this.playlists = new Playlists(playlistParts());
    this.matching = new Matching(vertx, database, core.bus(), workers, this::titles);
    this.schedules =
        new SearchSchedules(
            new ScheduleParts(
                database,
                events,
                new DirectoryServers(
                    instances.directory(),
                    instances.client(),
                    core.catalog()::get,
                    instances.health()::mayRunScheduled),
                new OutboxSearches(outbox),
                Clock.systemUTC(),
                config.quotas().atOnce().searchRuns()));
  }

  /** What runs. */
  record Parts(
      Instances instances,
      InstanceService service,
      UpstreamFleet fleet,
      Outbox outbox,
      Drift drift,
      Monitoring monitoring,
      News news,
      ImportScans scans,
      Libraries libraries,
      Libraries.Running library,
      Playlists playlists,
      Matching matching,
      SearchSchedules schedules,
      InstanceFanOut every,
      Downloads downloads,
      Subscriptions subscriptions,
      Timelines timelines,
      PlaylistWorkers workers) {
    Future<Void> close() {
      drift.stop();
      downloads.stop();
      news.stop();
      return monitoring
          .stop()
          .eventually(timelines::stop)
          .eventually(scans::stop)
          .eventually(subscriptions::stop)
          .eventually(schedules::stop)
          .eventually(matching::stop)
          .eventually(playlists::stop)
          .eventually(library::stop)
          .eventually(outbox::stop)
          .eventually(instances::startNoMore)
          .eventually(fleet::undeployAll)
          .eventually(instances::stop)
          .eventually(workers::close);
    }
  }

  Future<Parts> open() {
    StartupRetry retry = new StartupRetry(vertx, core.store().lost());
    return retry
        .run("reading the instances", () -> instances.start(fleet))
        .compose(
            service ->
                retry
                    .run("reading the libraries' states", this::openLibraries)
                    .compose(
                        running -> {
                          library.complete(running);
                          var listening =
                              outbox.onEnded(entry -> include(running.additions(), entry));
                          assert listening != null;
                          return retry
                              .run("settling playlists", playlists::start)
                              .compose(done -> retry.run("settling matches", matching::start))
                              .compose(done -> retry.run("settling the outbox", outbox::start))
                              .compose(done -> retry.run("settling webhooks", news::start))
                              .compose(done -> schedules.start(vertx))
                              .map(done -> begun(service, running));
                        }));
  }

  private Future<Libraries.Running> openLibraries() {
    return libraries.start(
        vertx,
        instances.directory(),
        instances.client(),
        instances.health()::mayRunScheduled,
        matching::now,
        this::matchingState);
  }

  private Parts begun(InstanceService service, Libraries.Running running) {
    drift.start(vertx, config.drift().checkInterval(), instances.health()::mayRunScheduled);
    monitoring.start(vertx);
    downloads.start();
    scans.start();
    return new Parts(
        instances,
        service,
        fleet,
        outbox,
        drift,
        monitoring,
        news,
        scans,
        libraries,
        running,
        playlists,
        matching,
        schedules,
        every,
        downloads,
        subscriptions(),
        timelines(),
        workers);
  }

  private static void include(Additions additions, OutboxEntry entry) {
    if (entry.result() instanceof ArrReply.Added done) {
      additions.added(entry.instanceId(), done.item());
    }
  }

  private Monitoring monitoring() {
    ArrwayConfig.Monitoring settings = config.monitoring();
    return new Monitoring(
        new MonitoringParts(
            database,
            events,
            instances.directory(),
            instances.client(),
            type -> core.catalog().get(type).expectedVersions(),
            Clock.systemUTC(),
            settings.interval(),
            settings.rawRetention(),
            settings.hourlyRetention()));
  }

  private DownloadParts downloadParts(Sources sources) {
    return new DownloadParts(
        vertx,
        database,
        events,
        instances.directory(),
        instances.client(),
        core.catalog()::get,
        every,
        outbox,
        instances.health()::mayRunScheduled,
        sources,
        config.downloads().pollInterval(),
        config.defaults().torrentClient(),
        config.defaults().usenetClient(),
        Clock.systemUTC());
  }

  private Subscriptions subscriptions() {
    return new Subscriptions(
        new SubscriptionParts(
            vertx,
            database,
            core.store().vault(),
            core.bus(),
            events,
            core.history(),
            core.stacks(),
            Clock.systemUTC(),
            owner ->
                instances.directory().all(owner).stream()
                    .map(Instance::id)
                    .collect(Collectors.toUnmodifiableSet())));
  }

  private Timelines timelines() {
    return new Timelines(
        new TimelineParts(
            vertx,
            database,
            core.bus(),
            events,
            core.history(),
            instances.directory(),
            instances.client(),
            core.catalog()::get,
            Clock.systemUTC()));
  }

  private Instances instances() {
    return new Instances(
        new Instances.Parts(
            database,
            core.store().vault(),
            core.bus(),
            events,
            core.stacks(),
            core.catalog()::get,
            Clock.systemUTC(),
            config.quotas().stored().instances()));
  }

  private NewsParts newsParts() {
    return new NewsParts(
        vertx,
        database,
        events,
        instances.directory(),
        instances.client(),
        core.catalog()::get,
        libraries.edits(),
        outbox,
        instances.health()::mayRunScheduled,
        config.webhooks().pollInterval(),
        config.webhooks().reconcileInterval(),
        Clock.systemUTC());
  }

  private ScanParts scanParts() {
    return new ScanParts(
        vertx,
        database,
        core.bus(),
        core.history(),
        instances.directory(),
        core.catalog()::get,
        outbox,
        Clock.systemUTC(),
        ScanParts.WINDOW);
  }

  private PlaylistParts playlistParts() {
    return new PlaylistParts(
        vertx,
        database,
        core.bus(),
        events,
        core.stacks(),
        SecretBox.of(core.store().vault()),
        new AccountAccess(core.identity().users()),
        workers,
        config.quotas(),
        core.store().disk());
  }

  private Future<List<LibraryTitle>> titles(long ownerId) {
    return library.future().compose(running -> running.service().allTitles(ownerId));
  }

  private Future<dev.arrway.feature.libraries.MatchingState> matchingState(long ownerId) {
    return matching
        .of(ownerId)
        .map(
            state ->
                new dev.arrway.feature.libraries.MatchingState(
                    state.state(), state.lastRunAt(), state.entries(), state.durationMs()));
  }
}
