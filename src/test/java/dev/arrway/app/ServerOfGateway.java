package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The embedded PostgreSQL of a gateway process, from outside: its processes and its rows. */
record ServerOfGateway(Path dataDirectory) {
  Path cluster() {
    return dataDirectory.resolve("postgres/data");
  }

  /** Returns the postmaster, once it is there. */
  ProcessHandle postmaster() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(this::running, Optional::isPresent)
        .orElseThrow();
  }

  /** Returns the postmaster, when it runs. */
  Optional<ProcessHandle> running() {
    try {
      List<String> file = Files.readAllLines(cluster().resolve("postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(file.get(0).strip())).filter(ProcessHandle::isAlive);
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends the postmaster without warning; its sessions notice by themselves. */
  void kill() {
    ProcessHandle postmaster = postmaster();
    assertThat(postmaster.destroyForcibly()).isTrue();
    postmaster.onExit().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
  }

  /** Returns the one value of a query that the owner of the tables may make. */
  String query(String sql) throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Runs a statement as the owner of the tables. */
  void execute(String sql) throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns a connection of the owner of all tables. */
  Connection connect() throws SQLException, IOException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + word("port") + "/arrway", "arrway", word("password"));
  }

  String word(String file) throws IOException {
    return Files.readString(dataDirectory.resolve("postgres").resolve(file)).strip();
  }
}
