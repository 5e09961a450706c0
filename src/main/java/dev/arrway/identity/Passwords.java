package dev.arrway.identity;

import dev.arrway.bus.FairWorkQueue;
import dev.arrway.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hashes and checks passwords on worker threads of its own, {@link #AT_ONCE} at once. This limits
 * memory and leaves a processor to other work during floods of wrong passwords. Up to {@value
 * #WAITING} more wait, of them {@value #WAITING_PER_NETWORK} checks of one client network; networks
 * are served in turn (round-robin). Further ones fail with {@code limit_exceeded}.
 */
final class Passwords {
  /** The number of processors less one, from 1 to 4. */
  static final int AT_ONCE =
      Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() - 1));

  static final int WAITING = 128;
  static final int WAITING_PER_NETWORK = 16;

  /** The queue's source for work that was not requested by a client. */
  private static final String LOCAL = "local";

  private final WorkerExecutor workers;
  private final Argon2Cost cost;
  private final SecureRandom random = new SecureRandom();
  private final FairWorkQueue queue;
  private final LongAdder checked = new LongAdder();
  private final PasswordHash nobodys;

  private Passwords(Vertx vertx, WorkerExecutor workers, Argon2Cost cost, PasswordHash nobodys) {
    this.workers = workers;
    this.queue =
        new FairWorkQueue(
            vertx,
            workers,
            AT_ONCE,
            WAITING,
            "Too many passwords are being checked; try again later.");
    this.cost = cost;
    this.nobodys = nobodys;
  }

  /** The result of a check. */
  record Check(boolean right, boolean outdated) {}

  /**
   * Creates the workers and a hash that is checked for accounts that do not exist, so that both
   * take equally long.
   */
  static Future<Passwords> open(Vertx vertx, Argon2Cost cost) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("arrway-passwords", AT_ONCE);
    return workers
        .executeBlocking(() -> PasswordHash.compute(noPassword(), cost, new SecureRandom()), false)
        .map(hash -> new Passwords(vertx, workers, cost, hash));
  }

  private static Secret noPassword() {
    return RandomText.secret("", 40);
  }

  /** Returns the PHC string of a password, which the command line gave. */
  Future<String> hash(Secret password) {
    return queue.submit(LOCAL, WAITING, () -> compute(password));
  }

  /**
   * Returns the PHC string of a password, which a client at this address gave who has proved that
   * it may set one.
   */
  Future<String> hash(Secret password, String address) {
    return queue.submit(network(address), WAITING, () -> compute(password));
  }

  private String compute(Secret password) {
    return PasswordHash.compute(password, cost, random).phc();
  }

  /**
   * Whether the password is the one of this hash. Without a hash, the same work is done in vain, so
   * that an account that does not exist takes as long as one that does.
   */
  Future<Check> check(Secret password, Optional<String> phc, String address) {
    return queue.submit(
        network(address),
        WAITING_PER_NETWORK,
        () -> {
          checked.increment();
          PasswordHash hash = phc.map(PasswordHash::parse).orElse(nobodys);
          boolean right = hash.matches(password) && phc.isPresent();
          return new Check(right, right && !hash.cost().equals(cost));
        });
  }

  /** How many passwords were checked, for accounts that exist or not. */
  long checked() {
    return checked.sum();
  }

  private static String network(String address) {
    return "network " + ClientNetwork.of(address);
  }

  Future<Void> close() {
    return workers.close();
  }
}
