package dev.arrway.platform.store;

import dev.arrway.platform.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of one directory whose lock is held: first set-up, start, stop. */
final class PostgresServer {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  /** The maximum time of a start; long enough for recovery after a crash during a big import. */
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  /** The maximum time to wait for a killed server to end. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(60);

  /**
   * The time to wait for sessions of an ended postmaster: they end at once unless they are
   * computing.
   */
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(2);

  private static final Duration INIT_LIMIT = Duration.ofSeconds(120);
  private static final int PORT_ATTEMPTS = 5;

  private final PostgresDirectory directory;
  private final PostgresTools tools;
  private final Path binaries;
  private final Secret password;

  private PostgresServer(
      PostgresDirectory directory, PostgresTools tools, Path binaries, Secret password) {
    this.directory = directory;
    this.tools = tools;
    this.binaries = binaries;
    this.password = password;
  }

  /** Unpacks the programs and, at the first start, makes the cluster. */
  static PostgresServer prepare(PostgresDirectory directory, Secret password) throws IOException {
    directory.removeDrafts();
    Path binaries = PostgresBinaries.unpack(directory.root());
    PostgresTools tools = PostgresTools.of(binaries, directory.toolLog(), directory.ownedByRoot());
    PostgresServer server = new PostgresServer(directory, tools, binaries, password);
    if (directory.initialised()) {
      server.checkVersion();
    } else {
      server.initialise();
    }
    return server;
  }

  private void checkVersion() throws IOException {
    PostgresTools.Result result = tools.run(INIT_LIMIT, "postgres", List.of("--version"));
    String made = PrivateFiles.read(directory.data().resolve("PG_VERSION"));
    if (!result.ok()) {
      throw new StartFailure("The embedded PostgreSQL does not run: " + result.printed());
    }
    if (!result.printed().contains(" " + made + ".")) {
      throw new StartFailure(
          directory.data()
              + " was made by PostgreSQL "
              + made
              + ", but this Arrway brings "
              + result.printed()
              + ": make a backup with the former version of Arrway and restore it with this one.");
    }
  }

  /** Into a neighbour first: a crash half-way leaves no cluster that looks whole. */
  private void initialise() throws IOException {
    Path draft = Files.createTempDirectory(directory.root(), "data.new");
    PostgresTools.Result result =
        tools.run(
            INIT_LIMIT,
            "initdb",
            List.of(
                "-D",
                draft.toString(),
                "-U",
                EmbeddedPostgres.NAME,
                "-A",
                "scram-sha-256",
                "--pwfile=" + directory.passwordFile(),
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    if (!result.ok()) {
      throw new StartFailure(
          "The embedded PostgreSQL cannot be set up in "
              + directory.root()
              + ": "
              + result.printed());
    }
    Files.move(draft, directory.data(), StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.sync(directory.root());
  }

  /**
   * Starts a server for this directory. Uses one that is running already and answers, waits for one
   * that is starting, and kills one that runs but does not answer.
   *
   * @param wanted the port to listen on, or 0 for the one stored in the directory
   * @return the port it listens on
   */
  int startOrAdopt(int wanted) throws IOException {
    Optional<PostmasterFile> left = awaitStarted();
    Optional<ProcessHandle> process = left.flatMap(file -> file.process(directory.data()));
    if (process.isEmpty()) {
      return startAfresh(left, wanted);
    }
    int port = left.get().port();
    if (left.get().ready() && !answers(port)) {
      LOG.warn(
          "embedded PostgreSQL process {} is still running but does not answer; killing it",
          left.get().pid());
      kill();
      return startAfresh(PostmasterFile.read(directory.data()), wanted);
    }
    if (left.get().ready() && asWanted(port, wanted)) {
      LOG.info("embedded PostgreSQL is still running as process {}; taken over", left.get().pid());
      return port;
    }
    stop(RestartPolicy.STANDARD.stopLimit());
    awaitEnd(process.get());
    return startAfresh(PostmasterFile.read(directory.data()), wanted);
  }

  /** Returns whether a running server answers; uses the same limits as the supervisor. */
  private boolean answers(int port) {
    RestartPolicy policy = RestartPolicy.STANDARD;
    PostgresProbe probe =
        new PostgresProbe(EmbeddedPostgres.endpoint(port, password), policy.patience());
    return IntStream.range(0, policy.misses()).anyMatch(attempt -> probe.answers());
  }

  /**
   * Waits for a server that is starting: recovery after a crash may take longer than one start
   * waits, and must not be interrupted.
   */
  private Optional<PostmasterFile> awaitStarted() throws IOException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    Optional<PostmasterFile> file = PostmasterFile.read(directory.data());
    while (System.nanoTime() - end < 0
        && file.filter(PostmasterFile::starting)
            .flatMap(it -> it.process(directory.data()))
            .isPresent()) {
      ServerProcesses.pause();
      file = PostmasterFile.read(directory.data());
    }
    return file;
  }

  private int startAfresh(Optional<PostmasterFile> left, int wanted) throws IOException {
    endOrphans();
    if (left.isPresent()) {
      LOG.info("embedded PostgreSQL did not stop cleanly last time; it recovers now");
      removeIfReused(left.get());
    }
    return start(wanted);
  }

  /**
   * Waits for sessions that outlived their postmaster, which hold its shared memory, and ends those
   * that do not notice by themselves. What they acknowledged is on disk.
   */
  private void endOrphans() throws IOException {
    List<ProcessHandle> orphans = ServerProcesses.all(directory.data());
    if (ServerProcesses.awaitGone(orphans, directory.data(), ORPHAN_GRACE)) {
      return;
    }
    LOG.warn("sessions of an embedded PostgreSQL that is gone still run; they are ended");
    killAndWait(orphans);
  }

  /** Ends the server as a power cut does, with all of its sessions; for one that hangs. */
  void kill() throws IOException {
    List<ProcessHandle> all = new ArrayList<>(ServerProcesses.all(directory.data()));
    process().ifPresent(all::add);
    // The postmaster first: it would start anew what ends below it.
    process().ifPresent(ProcessHandle::destroyForcibly);
    killAndWait(all);
  }

  private void killAndWait(List<ProcessHandle> processes) throws IOException {
    processes.stream()
        .filter(process -> ServerProcesses.serves(process, directory.data()))
        .forEach(ProcessHandle::destroyForcibly);
    if (!ServerProcesses.awaitGone(processes, directory.data(), KILL_LIMIT)) {
      throw new StartFailure(
          "Processes of the embedded PostgreSQL in "
              + directory.data()
              + " do not end, not even by SIGKILL: "
              + processes.stream().map(ProcessHandle::pid).toList()
              + ". Their disk may not answer.");
    }
  }

  /** Returns the postmaster, while it runs. */
  Optional<ProcessHandle> process() throws IOException {
    return PostmasterFile.read(directory.data()).flatMap(file -> file.process(directory.data()));
  }

  /** Tells whether this process is still the server of this directory. */
  boolean runsAs(ProcessHandle process) {
    return ServerProcesses.serves(process, directory.data());
  }

  PostgresDirectory directory() {
    return directory;
  }

  /** A server of another version or with other options is started anew. */
  private boolean asWanted(int port, int wanted) {
    String options = LogTail.of(directory.data().resolve("postmaster.opts"));
    return (wanted == 0 || wanted == port)
        && options.startsWith(binaries.toString())
        && options.contains(quoted(PostgresOptions.of(port)));
  }

  private static String quoted(String options) {
    return "\"" + options.replace(" ", "\" \"") + "\"";
  }

  /**
   * Removes a process file whose number belongs to another program now, or to a process that has
   * ended and was not collected: PostgreSQL would take either for a running server.
   */
  private void removeIfReused(PostmasterFile left) throws IOException {
    if (ProcessHandle.of(left.pid()).isPresent()) {
      LOG.warn(
          "removed a stale postmaster.pid: process {} is not a running PostgreSQL server",
          left.pid());
      Files.deleteIfExists(directory.data().resolve("postmaster.pid"));
    }
  }

  private void awaitEnd(ProcessHandle process) throws IOException {
    if (!ServerProcesses.awaitGone(List.of(process), directory.data(), KILL_LIMIT)) {
      throw new StartFailure(
          "The former PostgreSQL server (process " + process.pid() + ") does not stop.");
    }
  }

  private int start(int wanted) throws IOException {
    int port = wanted == 0 ? directory.port() : wanted;
    for (int attempt = 1; ; attempt++) {
      if (!PostgresDirectory.free(port)) {
        port = anotherPort(port, wanted, attempt);
        continue;
      }
      PostgresTools.Result result = control(START_LIMIT, startArguments(port));
      if (result.ok()) {
        return port;
      }
      if (attempt >= PORT_ATTEMPTS || PostgresDirectory.free(port)) {
        throw new StartFailure(
            "The embedded PostgreSQL does not start: "
                + result.printed()
                + " | "
                + directory.trouble());
      }
    }
  }

  private List<String> startArguments(int port) throws IOException {
    return List.of(
        "start",
        "-w",
        "-t",
        Long.toString(START_LIMIT.toSeconds()),
        "-l",
        directory.serverLog().toString(),
        "-o",
        PostgresOptions.of(port));
  }

  /** A port that was picked may be picked again; one that was asked for may not. */
  private int anotherPort(int port, int wanted, int attempt) throws IOException {
    if (wanted != 0 || attempt >= PORT_ATTEMPTS) {
      throw new StartFailure(
          "Port "
              + port
              + " of the embedded PostgreSQL is taken by another program: stop that program, or"
              + " set database.embedded_port to a free port (0 has one picked).");
    }
    int next = directory.newPort();
    LOG.warn("port {} of the embedded PostgreSQL is taken by another program; now {}", port, next);
    return next;
  }

  /**
   * Stops the server (fast shutdown) and kills it if it does not end; does nothing when none runs.
   *
   * @param limit how long the shutdown may take
   */
  void stop(Duration limit) throws IOException {
    Optional<PostmasterFile> running = PostmasterFile.read(directory.data());
    if (running.flatMap(r -> r.process(directory.data())).isEmpty()) {
      return;
    }
    PostgresTools.Result result =
        control(limit, List.of("stop", "-m", "fast", "-w", "-t", Long.toString(limit.toSeconds())));
    if (!result.ok()) {
      LOG.error(
          "embedded PostgreSQL did not stop and is killed; it recovers at the next start: {}",
          result.printed());
      kill();
    }
  }

  private PostgresTools.Result control(Duration limit, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-D", directory.data().toString()));
    all.addAll(arguments);
    return tools.run(limit.plusSeconds(10), "pg_ctl", all);
  }
}
