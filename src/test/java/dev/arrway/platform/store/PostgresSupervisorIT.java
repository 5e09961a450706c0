package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the supervisor does about a server that hangs, cannot start, or leaves sessions behind. */
class PostgresSupervisorIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration FOREVER = Duration.ofDays(1);

  private static RestartPolicy quick(Duration healthy) {
    return new RestartPolicy(
        Duration.ofMillis(300),
        Duration.ofSeconds(3),
        2,
        5,
        6,
        healthy,
        Duration.ofMillis(50),
        Duration.ofSeconds(3));
  }

  @TempDir private static Path dir;

  private final DatabaseAvailability availability = new DatabaseAvailability();
  private final AtomicReference<DatabaseLost> lost = new AtomicReference<>();
  private EmbeddedPostgres server;

  private EmbeddedPostgres start(Path data) {
    return start(data, FOREVER);
  }

  private EmbeddedPostgres start(Path data, Duration healthy) {
    server = EmbeddedPostgres.start(data, 0);
    server.supervise(availability, quick(healthy), lost::set);
    return server;
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private static Path cluster(Path data) {
    return data.resolve("postgres/data");
  }

  private static ProcessHandle postmaster(Path data) throws IOException {
    return PostmasterFile.read(cluster(data)).flatMap(f -> f.process(cluster(data))).orElseThrow();
  }

  private void awaitRestarts(long count) {
    await().atMost(LIMIT).until(() -> availability.restarts() == count);
    assertThat(availability.outage()).isEmpty();
  }

  private String query(String sql) throws SQLException {
    DatabaseEndpoint endpoint = server.endpoint();
    try (Connection connection = endpoint.toDataSource(endpoint.database()).getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      ResultSet rows = statement.getResultSet();
      rows.next();
      return rows.getString(1);
    }
  }

  private static void signal(String name, List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
          .isZero();
    }
  }

  /** One that has ended stays in the process table until somebody asks for its exit code. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  @Test
  void aPostmasterThatHangsIsFoundAndReplaced() throws Exception {
    start(dir);
    query("CREATE TABLE hung AS SELECT 1 AS n");
    ProcessHandle hung = postmaster(dir);
    signal("STOP", List.of(hung));
    awaitRestarts(1);
    assertThat(runs(hung)).isFalse();
    assertThat(query("SELECT n FROM hung")).isEqualTo("1");
    query("DROP TABLE hung");
  }

  @Test
  void aServerThatHangsAsAWholeIsReplacedWithItsSessions() throws Exception {
    start(dir);
    try (Connection held = server.endpoint().toDataSource("arrway").getConnection()) {
      List<ProcessHandle> all = ServerProcesses.all(cluster(dir));
      assertThat(all).hasSizeGreaterThan(3);
      signal("STOP", all);
      awaitRestarts(1);
      assertThat(all).noneMatch(PostgresSupervisorIT::runs);
      assertThat(held.isValid(5)).isFalse();
    }
    assertThat(query("SELECT 1")).isEqualTo("1");
  }

  /** It holds the shared memory, so that PostgreSQL itself refuses to start. */
  @Test
  void aSessionThatOutlivesItsPostmasterIsEndedBeforeTheNextStart() throws Exception {
    start(dir);
    try (Connection held = server.endpoint().toDataSource("arrway").getConnection();
        Statement statement = held.createStatement();
        ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      ProcessHandle session = ProcessHandle.of(rows.getLong(1)).orElseThrow();
      signal("STOP", List.of(session));
      postmaster(dir).destroyForcibly();
      awaitRestarts(1);
      assertThat(runs(session)).isFalse();
    }
    assertThat(query("SELECT 1")).isEqualTo("1");
  }

  @Test
  void aServerThatDiesAgainWhileItRecoversIsStartedOnceMore() throws Exception {
    start(dir);
    query("CREATE TABLE again AS SELECT 7 AS n");
    long first = postmaster(dir).pid();
    postmaster(dir).destroyForcibly();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(2))
        .ignoreExceptions()
        .until(() -> postmaster(dir).pid() != first);
    postmaster(dir).destroyForcibly();
    await().atMost(LIMIT).ignoreExceptions().until(() -> query("SELECT n FROM again").equals("7"));
    query("DROP TABLE again");
    assertThat(lost.get()).isNull();
  }

  @Test
  void fiveRestartsThatFailGiveUpWithTheCauseAndTouchNothing() throws Exception {
    Path conf = cluster(dir).resolve("postgresql.conf");
    start(dir);
    query("CREATE TABLE IF NOT EXISTS kept AS SELECT 9 AS n");
    String good = Files.readString(conf);
    Files.writeString(conf, "no_such_setting = on\n", StandardOpenOption.APPEND);
    try {
      postmaster(dir).destroyForcibly();
      await().atMost(LIMIT).until(() -> lost.get() != null);
      assertThat(lost.get())
          .hasMessageContaining(cluster(dir).toString())
          .hasMessageContaining("no_such_setting")
          .hasMessageContaining("5 attempts");
      assertThat(availability.outage()).isPresent();
      assertThat(ServerProcesses.all(cluster(dir))).isEmpty();
      server.close();
    } finally {
      Files.writeString(conf, good);
    }
    lost.set(null);
    availability.up();
    start(dir);
    assertThat(query("SELECT n FROM kept")).isEqualTo("9");
  }

  @Test
  void aServerThatDiesAfterEachRestartIsGivenUp() throws Exception {
    start(dir);
    for (int restarts = 1; restarts <= 6; restarts++) {
      postmaster(dir).destroyForcibly();
      awaitRestarts(restarts);
    }
    postmaster(dir).destroyForcibly();
    await().atMost(LIMIT).until(() -> lost.get() != null);
    assertThat(lost.get()).hasMessageContaining("did not stay up");
    assertThat(availability.restarts()).isEqualTo(6);
  }

  @Test
  void aServerThatRanForTheHealthyTimeIsRestartedAgainAndAgain() throws Exception {
    start(dir, Duration.ZERO);
    for (int restarts = 1; restarts <= 7; restarts++) {
      postmaster(dir).destroyForcibly();
      awaitRestarts(restarts);
    }
    assertThat(lost.get()).isNull();
  }

  @Test
  void aServerThatDoesNotStopIsKilledWhenClosed() throws Exception {
    start(dir);
    query("CREATE TABLE stopped AS SELECT 3 AS n");
    List<ProcessHandle> all = ServerProcesses.all(cluster(dir));
    signal("STOP", all);
    server.close();
    assertThat(all).noneMatch(PostgresSupervisorIT::runs);
    start(dir);
    assertThat(query("SELECT n FROM stopped")).isEqualTo("3");
    query("DROP TABLE stopped");
  }

  @Test
  void aCauseThatIsRemovedInTimeIsSurvived() throws Exception {
    Path conf = cluster(dir).resolve("postgresql.conf");
    start(dir);
    String good = Files.readString(conf);
    Files.writeString(conf, "no_such_setting = on\n", StandardOpenOption.APPEND);
    Path log = dir.resolve("postgres/server.log");
    long size = Files.size(log);
    postmaster(dir).destroyForcibly();
    try {
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Files.size(log) > size && LogTail.of(log).contains("no_such_setting"));
    } finally {
      Files.writeString(conf, good);
    }
    awaitRestarts(1);
    assertThat(lost.get()).isNull();
  }

  @Test
  void closingIsNoCrashAlsoWhileTheServerIsBeingRestarted() throws Exception {
    start(dir);
    postmaster(dir).destroyForcibly();
    await().atMost(LIMIT).until(() -> availability.outage().isPresent());
    server.close();
    assertThat(ServerProcesses.all(cluster(dir))).isEmpty();
    assertThat(lost.get()).isNull();
    start(dir);
    server.close();
    assertThat(ServerProcesses.all(cluster(dir))).isEmpty();
    assertThat(lost.get()).isNull();
  }

  /** On a file system of its own that is filled to the last byte. */
  @Test
  void aFullDiskIsNamedAndNothingIsLostOnceThereIsRoom() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small disk");
    Path disk = Files.createTempDirectory("arrway-disk");
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=230m", "tmpfs", disk.toString()), "mount");
    try {
      start(disk);
      query("CREATE TABLE full_disk AS SELECT 5 AS n");
      Path filler = disk.resolve("filler");
      run("dd", "if=/dev/zero", "of=" + filler, "bs=64k");
      assertThatThrownBy(
              () -> query("CREATE TABLE big AS SELECT n FROM generate_series(1, 2000000) n"))
          .isInstanceOf(SQLException.class);
      postmaster(disk).destroyForcibly();
      await().atMost(LIMIT).until(() -> lost.get() != null || availability.restarts() > 0);
      if (lost.get() != null) {
        assertThat(lost.get()).hasMessageContaining("No space left on device");
      }
      Files.delete(filler);
      server.close();
      lost.set(null);
      start(disk);
      assertThat(query("SELECT n FROM full_disk")).isEqualTo("5");
    } finally {
      server.close();
      assertThat(run("umount", "-l", disk.toString())).isTrue();
      Files.delete(disk);
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
