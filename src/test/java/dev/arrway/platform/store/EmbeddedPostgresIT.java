package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory for all tests, as a gateway has one over many starts. */
class EmbeddedPostgresIT {
  @TempDir static Path dir;

  private static Path cluster() {
    return dir.resolve("postgres/data");
  }

  /** Ends a server that a failed test left, so that the directory can be removed. */
  @AfterEach
  void nothingIsLeftRunning() throws IOException {
    if (Files.exists(cluster())) {
      PostmasterFile.read(cluster())
          .flatMap(f -> f.process(cluster()))
          .ifPresent(
              p -> {
                p.destroyForcibly();
                p.onExit().join();
              });
    }
  }

  @Test
  void aKilledProcessLosesNoRowAndItsServerIsTakenOver() throws Exception {
    long acked = killedWhileWriting();
    PostmasterFile left = PostmasterFile.read(cluster()).orElseThrow();
    assertThat(left.process(cluster())).isPresent();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
      assertThat(PostmasterFile.read(cluster()).orElseThrow().pid()).isEqualTo(left.pid());
      assertThat(query(server, "SELECT max(n) >= " + acked + " FROM acked")).isEqualTo("t");
      assertThat(server.owned()).isTrue();
    }
    assertThat(left.process(cluster())).isEmpty();
  }

  @Test
  void aHungServerOfAKilledProcessIsReplacedAtTheNextStart() throws Exception {
    long acked = killedWhileWriting();
    List<ProcessHandle> hung = ServerProcesses.all(cluster());
    for (ProcessHandle process : hung) {
      new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
      assertThat(hung).noneMatch(process -> ServerProcesses.serves(process, cluster()));
      assertThat(query(server, "SELECT max(n) >= " + acked + " FROM acked")).isEqualTo("t");
    }
  }

  @Test
  void aKilledServerLosesNoRow() throws Exception {
    losesNoRow(3);
  }

  @Test
  @Tag("soak")
  void aKilledServerLosesNoRowInHundredLoops() throws Exception {
    losesNoRow(100);
  }

  private static void losesNoRow(int loops) throws Exception {
    for (int loop = 0; loop < loops; loop++) {
      long acked = killedWhileWriting();
      ProcessHandle postmaster =
          PostmasterFile.read(cluster()).flatMap(f -> f.process(cluster())).orElseThrow();
      postmaster.destroyForcibly();
      postmaster.onExit().join();
      try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
        String found =
            query(server, "SELECT max(n) >= " + acked + " FROM acked WHERE n <= " + acked);
        assertThat(found).isEqualTo("t");
      }
    }
  }

  private static long killedWhileWriting() throws IOException {
    try (ChildProcess child =
        ChildProcess.start(List.of(), System.getProperty("java.class.path"), dir, 0)) {
      return child.kill(child.awaitRows(50));
    }
  }

  @Test
  void aPidFileThatNamesAnotherProgramIsStale() throws Exception {
    EmbeddedPostgres.start(dir, 0).close();
    String port = Files.readString(dir.resolve("postgres/port")).strip();
    Files.writeString(
        cluster().resolve("postmaster.pid"),
        String.join(
                "\n",
                Long.toString(ProcessHandle.current().pid()),
                cluster().toString(),
                "1",
                port,
                "",
                "127.0.0.1",
                "  1  1",
                "ready")
            + "\n");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
      assertThat(server.endpoint().port()).hasToString(port);
    }
  }

  @Test
  void writesAreDurableAndOnlyTheLoopbackListensWithAPassword() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
      assertThat(
              query(
                  server,
                  "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings"
                      + " WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes',"
                      + " 'listen_addresses', 'unix_socket_directories')"))
          .isEqualTo(
              "fsync=on full_page_writes=on listen_addresses=127.0.0.1 synchronous_commit=on"
                  + " unix_socket_directories=");
      assertThat(
              query(server, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      DatabaseEndpoint e = server.endpoint();
      DatabaseEndpoint wrong =
          new DatabaseEndpoint(
              e.host(),
              e.port(),
              e.database(),
              e.user(),
              dev.arrway.platform.config.Secret.of("wrong"),
              e.sslMode(),
              null);
      assertThatThrownBy(() -> wrong.toDataSource("arrway").getConnection())
          .hasMessageContaining("password authentication failed");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("postgres/password"))))
        .isEqualTo("rw-------");
  }

  @Test
  void oneProcessOwnsADirectoryAndCommandsMayJoin() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(dir, 0))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Another Arrway");
      try (ChildProcess second =
          ChildProcess.start(List.of(), System.getProperty("java.class.path"), dir, 1)) {
        assertThatThrownBy(() -> second.awaitRows(1)).hasMessageContaining("Another Arrway");
      }
      try (EmbeddedPostgres guest = EmbeddedPostgres.join(dir, 0)) {
        assertThat(guest.owned()).isFalse();
        assertThat(query(guest, "SELECT 1")).isEqualTo("1");
      }
      assertThat(query(server, "SELECT 2")).isEqualTo("2");
    }
    try (EmbeddedPostgres alone = EmbeddedPostgres.join(dir, 0)) {
      assertThat(alone.owned()).isTrue();
    }
  }

  @Test
  void aTakenPortIsNamedWhenConfiguredAndReplacedWhenPicked() throws Exception {
    EmbeddedPostgres.start(dir, 0).close();
    int port = Integer.parseInt(Files.readString(dir.resolve("postgres/port")).strip());
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(dir, taken.getLocalPort()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("database.embedded_port");
      try (EmbeddedPostgres server = EmbeddedPostgres.start(dir, 0)) {
        assertThat(server.endpoint().port()).isNotEqualTo(port);
      }
    }
  }

  @Test
  void aLostPasswordFileIsNamed() throws Exception {
    EmbeddedPostgres.start(dir, 0).close();
    Path password = dir.resolve("postgres/password");
    Path aside = dir.resolve("postgres/password.aside");
    Files.move(password, aside);
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(dir, 0))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(password.toString());
    } finally {
      Files.move(aside, password, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void aDirectoryOfAnotherUserIsNamed() throws Exception {
    assumeTrue(root(), "only root can give a directory away");
    EmbeddedPostgres.start(dir, 0).close();
    var users = dir.getFileSystem().getUserPrincipalLookupService();
    Files.setOwner(cluster(), users.lookupPrincipalByName("nobody"));
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(dir, 0))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("belongs to user nobody")
          .hasMessageContaining("data.dir");
    } finally {
      Files.setOwner(cluster(), users.lookupPrincipalByName("root"));
    }
  }

  @Test
  void aPlainUserCanRunItToo() throws Exception {
    assumeTrue(root(), "runs as a plain user anyway");
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/runuser")), "no runuser here");
    Path open = Files.createTempDirectory("arrway-plain");
    try {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      String classPath = readableClassPath(Files.createDirectory(open.resolve("lib")));
      Path data = Files.createDirectory(open.resolve("data"));
      Files.setOwner(
          data,
          open.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      for (int start = 0; start < 2; start++) {
        try (ChildProcess child =
            ChildProcess.start(
                List.of("/usr/sbin/runuser", "-u", "nobody", "--"), classPath, data, 5)) {
          assertThat(child.awaitRows(5)).isGreaterThanOrEqualTo(5);
          assertThat(child.exit()).isZero();
        }
      }
      assertThatThrownBy(() -> EmbeddedPostgres.start(data, 0))
          .hasMessageContaining("belongs to user nobody");
    } finally {
      PostgresBinaries.delete(open);
    }
  }

  /** Jars may lie where only root reads. */
  private static String readableClassPath(Path target) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (entry.isEmpty()) {
        continue; // the working folder, in which other processes of the tests write
      }
      Path from = Path.of(entry);
      Path to = target.resolve(entries.size() + "-" + from.getFileName());
      try (Stream<Path> files = Files.exists(from) ? Files.walk(from) : Stream.empty()) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(from.relativize(file).toString()).normalize());
        }
      }
      entries.add(to.toString());
    }
    return String.join(":", entries);
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String query(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection =
            server.endpoint().toDataSource(server.endpoint().database()).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
