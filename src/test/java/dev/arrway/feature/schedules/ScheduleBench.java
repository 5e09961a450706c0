package dev.arrway.feature.schedules;

import static dev.arrway.platform.store.Futures.await;

import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.feature.libraries.RecordedEvents;
import dev.arrway.feature.schedules.plan.Order;
import dev.arrway.feature.schedules.plan.Strategy;
import dev.arrway.platform.store.TestDatabase;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Two gateways on one database, with an instance in memory and a clock that is moved by hand. */
final class ScheduleBench implements AutoCloseable {
  static final long OWNER = 1;
  static final long INSTANCE = 1;

  private final TestDatabase database = TestDatabase.create();
  private final RecordedEvents events = new RecordedEvents();
  private final TestClock clock;
  private final FakeInstance instance;
  private final SearchSchedules first;
  private final SearchSchedules second;

  ScheduleBench(Instant begin, Map<WantedKind, List<WantedItem>> wanted) {
    database.execute(
        "INSERT INTO app_user (username, password_hash, role) VALUES ('ada', '-', 'user');"
            + "INSERT INTO instance (id, owner_id, name, instance_type, url, url_had_credentials,"
            + " credentials, verify_ssl, timeout_seconds, rate_limit_per_minute, enabled, settings,"
            + " managed_by) VALUES (1, 1, 'Films', 'radarr', 'http://localhost', false, '', true,"
            + " 30, 60, true, '{}', 'user')");
    clock = new TestClock(begin);
    instance = new FakeInstance(clock, wanted);
    ScheduleParts parts =
        new ScheduleParts(database.database(), events, instance, instance, clock, 4);
    first = new SearchSchedules(parts);
    second = new SearchSchedules(parts);
  }

  TestClock clock() {
    return clock;
  }

  FakeInstance instance() {
    return instance;
  }

  RecordedEvents events() {
    return events;
  }

  SearchSchedules first() {
    return first;
  }

  SearchSchedules second() {
    return second;
  }

  TestDatabase database() {
    return database;
  }

  /** Both at once. */
  void tick() {
    await(Future.join(first.tick(), second.tick()));
  }

  /** Runs of a schedule, newest first. */
  List<Run> runs(Schedule schedule) {
    return await(first.history(OWNER, schedule.id(), 2_000, 0)).items();
  }

  /** Every hour, ten at once, no windows and no other bounds. */
  static ScheduleRules hourly(String name) {
    return new ScheduleRules(
        INSTANCE,
        name,
        true,
        Strategy.BOTH,
        10,
        60,
        12,
        1_000,
        List.of(),
        ZoneId.of("UTC"),
        List.of(),
        List.of("never"),
        0,
        null,
        true,
        Order.OLDEST_SEARCH,
        7);
  }

  static WantedItem movie(long id, Instant released) {
    return new WantedItem(
        id,
        null,
        "Movie " + id,
        null,
        2020,
        null,
        null,
        null,
        null,
        null,
        true,
        released,
        null,
        null,
        List.of());
  }

  @Override
  public void close() {
    database.close();
  }
}
