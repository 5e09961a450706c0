package dev.arrway.feature.accounts;

import dev.arrway.platform.bus.FairWorkQueue;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.ClientNetwork;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hashes and checks passwords on worker threads of its own. {@link #AT_ONCE} threads serve clients
 * of which nothing is known; one more serves clients that are logged in or that the account has
 * logged in from before, so that a flood of wrong passwords does not delay them. This limits memory
 * and leaves a processor to other work. For each of the two, up to {@value #WAITING} passwords
 * wait, of them {@value #WAITING_PER_NETWORK} checks of one client network; networks are served in
 * turn (round-robin). Further ones fail with {@code limit_exceeded}.
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
  private final FairWorkQueue unknownClients;
  private final FairWorkQueue knownClients;
  private final LongAdder checked = new LongAdder();
  private final PasswordHash nobodys;

  private Passwords(Vertx vertx, WorkerExecutor workers, Argon2Cost cost, PasswordHash nobodys) {
    this.workers = workers;
    this.unknownClients = queue(vertx, workers, AT_ONCE);
    this.knownClients = queue(vertx, workers, 1);
    this.cost = cost;
    this.nobodys = nobodys;
  }

  private static FairWorkQueue queue(Vertx vertx, WorkerExecutor workers, int atOnce) {
    return new FairWorkQueue(
        vertx, workers, atOnce, WAITING, "Too many passwords are being checked; try again later.");
  }

  /** The result of a check. */
  record Check(boolean right, boolean outdated) {}

  /**
   * Creates the workers and a hash that is checked for accounts that do not exist, so that both
   * take equally long.
   */
  static Future<Passwords> open(Vertx vertx, Argon2Cost cost) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("arrway-passwords", AT_ONCE + 1);
    return workers
        .executeBlocking(() -> PasswordHash.compute(noPassword(), cost, new SecureRandom()), false)
        .map(hash -> new Passwords(vertx, workers, cost, hash));
  }

  private static Secret noPassword() {
    return RandomText.secret("", 40);
  }

  /** Returns the PHC string of a password, which the command line gave. */
  Future<String> hash(Secret password) {
    return unknownClients.submit(LOCAL, WAITING, () -> compute(password));
  }

  /**
   * Returns the PHC string of a password, which a client at this address gave who has proved that
   * it may set one.
   */
  Future<String> hash(Secret password, String address) {
    return knownClients.submit(network(address), WAITING, () -> compute(password));
  }

  private String compute(Secret password) {
    return PasswordHash.compute(password, cost, random).phc();
  }

  /**
   * Checks a password against a hash. Without a hash it does the same work, so that an account that
   * does not exist takes as long as one that does.
   *
   * @param known whether the client is logged in, or the account has logged in from its network
   */
  Future<Check> check(Secret password, Optional<String> phc, String address, boolean known) {
    return (known ? knownClients : unknownClients)
        .submit(
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
