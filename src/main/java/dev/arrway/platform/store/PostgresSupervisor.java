package dev.arrway.platform.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the embedded server on its own thread and restarts it when its process ends or hangs.
 * Restarts are repeated with growing pauses; after {@link RestartPolicy#attempts} without a healthy
 * time in between it gives up and reports this once.
 */
final class PostgresSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSupervisor.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration AFTER_A_MISS = Duration.ofSeconds(1);

  private final PostgresServer server;
  private final DatabaseEndpoint endpoint;
  private final DatabaseAvailability availability;
  private final RestartPolicy policy;
  private final PostgresProbe probe;
  private final Consumer<DatabaseLost> lost;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "postgres-supervisor");

  /** Restarts since the server last ran for the healthy time; used by the thread only. */
  private int restarts;

  /**
   * Creates a supervisor, which is not started yet.
   *
   * @param lost called when the supervisor gives up
   */
  PostgresSupervisor(
      PostgresServer server,
      DatabaseEndpoint endpoint,
      DatabaseAvailability availability,
      RestartPolicy policy,
      Consumer<DatabaseLost> lost) {
    this.server = server;
    this.endpoint = endpoint;
    this.availability = availability;
    this.policy = policy;
    this.probe = new PostgresProbe(endpoint, policy.patience());
    this.lost = lost;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Restarts nothing any more, and stops the server, also one that is just being restarted. */
  void stopServer() throws IOException {
    stopping.countDown();
    try {
      while (thread.isAlive()) {
        thread.join(LOOK.toMillis());
        stopIfStarted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the embedded PostgreSQL stops", e);
    }
    server.stop(policy.stopLimit());
  }

  /** A restart that goes on ends when its server does. */
  private void stopIfStarted() {
    try {
      server.stop(policy.stopLimit());
    } catch (IOException e) {
      LOG.debug("the server that is being restarted is not there to be stopped yet", e);
    }
  }

  private void run() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        long begun = System.nanoTime();
        Optional<Fault> fault = awaitFault();
        if (System.nanoTime() - begun >= policy.healthy().toNanos()) {
          restarts = 0;
        }
        goesOn = fault.isPresent() && recover(fault.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.error("the embedded PostgreSQL cannot be watched any more", e);
      giveUp("can no longer be watched: " + e.getMessage());
    }
  }

  /** What is wrong with the server, for the log and for clients. */
  private enum Fault {
    ENDED("ended unexpectedly", "The database ended unexpectedly and is being restarted."),
    HANGS("does not answer", "The database does not answer and is being restarted.");

    private final String happened;
    private final String shown;

    Fault(String happened, String shown) {
      this.happened = happened;
      this.shown = shown;
    }
  }

  /** Returns what went wrong; empty when watching is over. */
  private Optional<Fault> awaitFault() throws IOException, InterruptedException {
    Optional<ProcessHandle> process = server.process();
    int missed = 0;
    long next = System.nanoTime() + policy.probeInterval().toNanos();
    while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (process.filter(server::runsAs).isEmpty()) {
        return Optional.of(Fault.ENDED);
      }
      if (System.nanoTime() - next < 0) {
        continue;
      }
      missed = probe.answers() ? answered(missed) : missed(missed + 1);
      if (missed >= policy.misses()) {
        return Optional.of(Fault.HANGS);
      }
      Duration wait = missed == 0 ? policy.probeInterval() : AFTER_A_MISS;
      next = System.nanoTime() + wait.toNanos();
    }
    return Optional.empty();
  }

  private int answered(int missedBefore) {
    if (missedBefore > 0) {
      availability.up();
      LOG.info("embedded PostgreSQL answers again");
    }
    return 0;
  }

  private int missed(int missed) {
    availability.down("The database does not answer.");
    LOG.warn("embedded PostgreSQL did not answer probe {} of {}", missed, policy.misses());
    return missed;
  }

  /** Returns whether the server runs again. */
  private boolean recover(Fault fault) throws InterruptedException {
    long begun = System.nanoTime();
    availability.down(fault.shown);
    LOG.error(
        "embedded PostgreSQL {} and is restarted; {}",
        fault.happened,
        server.directory().trouble());
    if (restarts >= policy.restarts()) {
      giveUp(
          fault.happened
              + " and did not stay up in %d restarts. ".formatted(restarts)
              + server.directory().trouble());
      return false;
    }
    String failure = "";
    for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
      if (stopping.await(policy.pauseBefore(attempt).toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      try {
        restart(fault);
        availability.restarted();
        restarts++;
        LOG.warn(
            "embedded PostgreSQL runs again: attempt={} duration_ms={}",
            attempt,
            Duration.ofNanos(System.nanoTime() - begun).toMillis());
        return true;
      } catch (IOException | RuntimeException e) {
        failure = String.valueOf(e.getMessage());
        LOG.error("restart {} of {} failed: {}", attempt, policy.attempts(), failure);
      }
    }
    if (stopping.getCount() > 0) {
      giveUp(
          fault.happened
              + " and could not be restarted in %d attempts. ".formatted(policy.attempts())
              + "The last one: "
              + failure);
    }
    return false;
  }

  private void restart(Fault fault) throws IOException {
    if (fault == Fault.HANGS) {
      server.kill();
    }
    int port = server.startOrAdopt(endpoint.port());
    if (!probe.answers()) {
      throw new IOException("it was started on port " + port + " but does not answer");
    }
  }

  private void giveUp(String happened) {
    availability.down("The database ended and could not be restarted.");
    LOG.error("embedded PostgreSQL could not be restarted; this process ends");
    lost.accept(
        new DatabaseLost(
            "The embedded PostgreSQL in "
                + server.directory().data()
                + " "
                + happened
                + " -- Remove the cause and start Arrway again: the data directory was left as it"
                + " is, and PostgreSQL recovers what was acknowledged."));
  }
}
