package dev.arrway.platform.store;

import dev.arrway.platform.config.Secret;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that Arrway brings, with its data below {@code data.dir/postgres}, which
 * are kept from start to start. It listens on 127.0.0.1 only, wants a password, and writes with
 * fsync and synchronous commits. Starting and stopping block; {@link Store} does both off the event
 * loop.
 *
 * <p>The server is a process of its own. It outlives a killed Arrway, and the next start on the
 * same directory takes it over unless it hangs.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /** The role that owns the tables, and the database. */
  static final String NAME = "arrway";

  private final DatabaseEndpoint endpoint;
  private final @Nullable PostgresServer server;
  private final @Nullable DirectoryLock lock;
  private @Nullable PostgresSupervisor supervisor;

  private EmbeddedPostgres(
      DatabaseEndpoint endpoint, @Nullable PostgresServer server, @Nullable DirectoryLock lock) {
    this.endpoint = endpoint;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts the server of this data directory, or takes over the one that a killed process left.
   *
   * @param dataDirectory {@code data.dir}; made when missing
   * @param port the port to use, or 0 for one that is picked once and kept in the directory
   * @throws StartFailure when another Arrway uses the directory, it belongs to another user, the
   *     given port is taken, or the server does not start; the message says what to do
   */
  public static EmbeddedPostgres start(Path dataDirectory, int port) {
    try {
      PostgresDirectory directory = PostgresDirectory.prepare(dataDirectory);
      Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(directory.lockFile());
      if (lock.isEmpty()) {
        throw new StartFailure(
            "Another Arrway uses the data directory "
                + dataDirectory
                + ": stop it first, or set data.dir to another directory.");
      }
      return startLocked(directory, port, lock.get());
    } catch (IOException e) {
      throw new StartFailure("The embedded PostgreSQL cannot start: " + e, e);
    }
  }

  /**
   * For commands beside a running gateway: joins its server, and leaves it running at the end;
   * without one, the same as {@link #start}.
   */
  public static EmbeddedPostgres join(Path dataDirectory, int port) {
    try {
      PostgresDirectory directory = PostgresDirectory.prepare(dataDirectory);
      Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(directory.lockFile());
      return lock.isPresent() ? startLocked(directory, port, lock.get()) : joinRunning(directory);
    } catch (IOException e) {
      throw new StartFailure("The embedded PostgreSQL cannot be joined: " + e, e);
    }
  }

  private static EmbeddedPostgres startLocked(
      PostgresDirectory directory, int port, DirectoryLock lock) throws IOException {
    long begin = System.nanoTime();
    PostgresServer server = null;
    try {
      Secret password = directory.password();
      server = PostgresServer.prepare(directory, password);
      DatabaseEndpoint endpoint = endpoint(server.startOrAdopt(port), password);
      ServerRoles.ensureDatabase(endpoint);
      LOG.info(
          "embedded PostgreSQL ready: port={} directory={} duration_ms={}",
          endpoint.port(),
          directory.root(),
          Duration.ofNanos(System.nanoTime() - begin).toMillis());
      return new EmbeddedPostgres(endpoint, server, lock);
    } catch (IOException | RuntimeException e) {
      // Nothing that failed to start is left running, or holding the directory.
      try (lock) {
        if (server != null) {
          server.stop(RestartPolicy.STANDARD.stopLimit());
        }
      }
      throw e;
    }
  }

  private static EmbeddedPostgres joinRunning(PostgresDirectory directory) throws IOException {
    PostmasterFile running =
        PostmasterFile.read(directory.data())
            .filter(PostmasterFile::ready)
            .orElseThrow(
                () ->
                    new StartFailure(
                        "Another Arrway is just starting or stopping in "
                            + directory.root()
                            + ": try again."));
    return new EmbeddedPostgres(endpoint(running.port(), directory.password()), null, null);
  }

  static DatabaseEndpoint endpoint(int port, Secret password) {
    return new DatabaseEndpoint("127.0.0.1", port, NAME, NAME, password, SslMode.DISABLE, null);
  }

  /** How to reach it as the role that owns the tables. */
  public DatabaseEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Watches the server from now on and restarts it when it ends or hangs; nothing for one that was
   * joined, which its own process watches.
   *
   * @param availability told of outages
   * @param lost told when the server could not be restarted
   */
  void supervise(
      DatabaseAvailability availability, RestartPolicy policy, Consumer<DatabaseLost> lost) {
    if (server != null && supervisor == null) {
      supervisor = new PostgresSupervisor(server, endpoint, availability, policy, lost);
      supervisor.start();
    }
  }

  /** Returns the end of the server's log, and whether the disk is full. */
  String trouble() {
    return server == null ? "" : server.directory().trouble();
  }

  /** Whether closing stops the server: true unless a running one was joined. */
  public boolean owned() {
    return server != null;
  }

  /**
   * Stops the server (fast shutdown: sessions end, a checkpoint is written), kills it if it does
   * not stop, and releases the directory. A server that this process has only joined is not
   * stopped.
   */
  @Override
  public void close() {
    try {
      if (supervisor != null) {
        supervisor.stopServer();
      } else if (server != null) {
        server.stop(RestartPolicy.STANDARD.stopLimit());
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("embedded PostgreSQL did not stop cleanly; it recovers at the next start", e);
    } finally {
      release();
    }
  }

  private void release() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.warn("lock of the data directory not released before the end of the process", e);
    }
  }
}
