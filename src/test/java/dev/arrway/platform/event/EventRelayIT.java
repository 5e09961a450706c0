package dev.arrway.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.DatabaseEndpoint;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.PostgresExtension;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.protocol.Notice;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The connection that brings events, when it ends and when it only looks alive. */
@ExtendWith(PostgresExtension.class)
class EventRelayIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LISTENERS =
      "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname ="
          + " current_database()";

  private final List<Notice.EventsAppended> notices = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private EventRelay relay;

  EventRelayIT(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start(TestDatabase server) {
    Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), false);
    var subscribed = bus.subscribe(Notice.EventsAppended.class, notices::add);
    assertThat(subscribed).isNotNull();
    relay = Futures.await(EventRelay.start(vertx, server.endpoint(), bus, Duration.ofMillis(500)));
  }

  @AfterEach
  void stop() {
    Futures.await(relay.close());
    Futures.await(vertx.close());
  }

  /** As the owner: others do not see what a session does. */
  private static long session(TestDatabase server) throws SQLException {
    DatabaseEndpoint e = server.endpoint();
    String url = "jdbc:postgresql://" + e.host() + ":" + e.port() + "/" + e.database();
    try (Connection connection = DriverManager.getConnection(url, e.user(), e.password().reveal());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LISTENERS)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void notifyOf(long owner) {
    Futures.await(
        database.asSystem(
            c ->
                c.preparedQuery("SELECT pg_notify($1, $2)")
                    .execute(Tuple.of(SqlEventLog.CHANNEL, Long.toString(owner)))));
  }

  private boolean toldOf(long owner) {
    notifyOf(owner);
    return notices.stream().anyMatch(notice -> notice.ownerIds().contains(owner));
  }

  @Test
  void aConnectionThatBringsNothingIsReplaced(TestDatabase server) throws Exception {
    await().atMost(LIMIT).until(() -> toldOf(1));
    long stopped = session(server);
    signal("STOP", stopped);
    try {
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                Futures.await(relay.probe(database));
                return toldOf(2);
              });
      assertThat(relay.lag()).isLessThan(LIMIT);
    } finally {
      signal("CONT", stopped);
    }
  }

  @Test
  void aConnectionThatHangsDoesNotHoldUpTheEnd(TestDatabase server) throws Exception {
    await().atMost(LIMIT).until(() -> toldOf(5));
    long stopped = session(server);
    signal("STOP", stopped);
    try {
      assertThat(relay.close().await(60, TimeUnit.SECONDS)).isNull();
    } finally {
      signal("CONT", stopped);
    }
  }

  @Test
  void aConnectionThatEndsIsMadeAgainAndEverybodyLooks(TestDatabase server) throws Exception {
    await().atMost(LIMIT).until(() -> toldOf(3));
    notices.clear();
    long ended = session(server);
    server.execute("SELECT pg_terminate_backend(" + ended + ")");
    await()
        .atMost(LIMIT)
        .until(() -> notices.stream().anyMatch(notice -> notice.ownerIds().isEmpty()));
    await().atMost(LIMIT).until(() -> toldOf(4));
  }

  /** A probe that could not be sent stood in the way of all that came after it. */
  @Test
  void aProbeThatIsLostDoesNotStopTheNext() throws Exception {
    RelayLag lag = new RelayLag();
    String lost = lag.send().orElseThrow();
    assertThat(lag.send()).isEmpty();
    lag.forget(lost);
    String next = lag.send().orElseThrow();
    lag.arrived(next);
    assertThat(lag.now()).isLessThan(Duration.ofSeconds(30));
    assertThat(lag.send()).isPresent();
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor()).isZero();
  }
}
