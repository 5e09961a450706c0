package dev.arrway.feature.timelines;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.domain.timeline.Step;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.kind.media.MediaCommand;
import dev.arrway.kind.media.MediaReply;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.event.StoredEvent;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.protocol.Address;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Timelines on a database, with time that passes when it is told to and nothing else moving. */
final class TimelineRig implements AutoCloseable {
  static final long OWNER = 1;
  static final long OTHER = 2;
  static final long RADARR = 3;
  static final long SONARR = 4;
  static final long CLIENT = 5;
  static final long SCREEN = 6;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final TestDatabase test;
  private final SqlEventLog log = new SqlEventLog();
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), true);
  private final EventHistory history;
  private final InstanceDirectory directory;
  private final Map<String, Upstream> catalog;
  final ScreenUpstream screen = new ScreenUpstream();
  final Timelines timelines;

  TimelineRig(TestDatabase test) {
    this.test = test;
    test.execute(
        "DELETE FROM event; DELETE FROM event_pruned; DELETE FROM app_user;"
            + " INSERT INTO app_user (id, username, password_hash, role)"
            + " OVERRIDING SYSTEM VALUE VALUES (1, 'a', '-', 'admin'), (2, 'b', '-', 'user')");
    this.history = Futures.await(EventHistory.open(test.database()));
    this.catalog =
        Map.of("radarr", new RadarrUpstream(), "sonarr", new SonarrUpstream(), "screen", screen);
    this.directory =
        TestInstances.directory(
            List.of(
                instance(RADARR, "radarr"),
                instance(SONARR, "sonarr"),
                instance(SCREEN, "screen")));
    var served =
        bus.serve(
            Address.instance(SCREEN),
            letter ->
                Future.succeededFuture(
                    new MediaReply.MediaIs(
                        screen.find(((MediaCommand.FindMedia) letter.command()).wanted()))));
    assert served != null;
    this.timelines = node();
  }

  private static Instance instance(long id, String type) {
    return TestInstances.of(id, OWNER, type + id, type, "http://127.0.0.1:1");
  }

  /** Another node on the same database. */
  Timelines node() {
    return new Timelines(
        new TimelineParts(
            test.vertx(),
            test.database(),
            bus,
            log,
            history,
            directory,
            new InstanceClient(directory, bus),
            catalog::get,
            clock()));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  Instant now() {
    return now.get();
  }

  /** Something happens, and nobody looks. */
  void append(long owner, Long instance, String type, Map<String, Object> data) {
    Futures.await(
        test.database().asSystem(c -> log.append(c, new EventDraft(owner, instance, type, data))));
  }

  /** Something happens, and is heard. */
  void happen(Long instance, String type, Map<String, Object> data) {
    append(OWNER, instance, type, data);
    follow();
  }

  void follow() {
    while (Futures.await(timelines.follow())) {
      assert true;
    }
  }

  /** Time passes, and media servers are asked once. */
  void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
    Futures.await(timelines.watch());
  }

  Timelines.Story story(String correlationId) {
    return Futures.await(timelines.find(OWNER, correlationId, "trace"));
  }

  List<String> steps(String correlationId) {
    return story(correlationId).steps().stream().map(Step::kind).map(k -> k.wireName()).toList();
  }

  List<Timelines.Story> all(long owner) {
    return Futures.await(
            timelines.list(owner, new Timelines.Wanted(null, null, null, null, null), 500, 0))
        .items();
  }

  List<StoredEvent> told(String type) {
    return Futures.await(history.page(OWNER, new EventFilter(List.of(type), null), 100, 0)).items();
  }

  void sql(String statement) {
    test.execute(statement);
  }

  @Override
  public void close() {
    Futures.await(vertx.close());
  }
}
