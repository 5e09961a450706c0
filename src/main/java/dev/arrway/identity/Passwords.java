package dev.arrway.identity;

import dev.arrway.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hashes and checks passwords: the one class that sends this work to threads of its own, {@value
 * #AT_ONCE} at once, which bounds the memory that it takes. Fails with {@code limit_exceeded} when
 * {@value #WAITING} are waiting.
 */
final class Passwords {
  static final int AT_ONCE = 4;
  static final int WAITING = 128;

  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final WorkerExecutor workers;
  private final Argon2Cost cost;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger pending = new AtomicInteger();
  private final LongAdder checked = new LongAdder();
  private final PasswordHash nobodys;

  private Passwords(WorkerExecutor workers, Argon2Cost cost, PasswordHash nobodys) {
    this.workers = workers;
    this.cost = cost;
    this.nobodys = nobodys;
  }

  /** What a check found. */
  record Check(boolean right, boolean outdated) {}

  /** With a first hash, which is checked for accounts that do not exist. */
  static Future<Passwords> open(Vertx vertx, Argon2Cost cost) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("arrway-passwords", AT_ONCE);
    return workers
        .executeBlocking(() -> PasswordHash.compute(noPassword(), cost, new SecureRandom()), false)
        .map(hash -> new Passwords(workers, cost, hash));
  }

  private static Secret noPassword() {
    return RandomText.secret("", 40);
  }

  /** The PHC string of a password. */
  Future<String> hash(Secret password) {
    return work(() -> PasswordHash.compute(password, cost, random).phc());
  }

  /**
   * Whether the password is the one of this hash. Without a hash, the same work is done in vain, so
   * that an account that does not exist takes as long as one that does.
   */
  Future<Check> check(Secret password, Optional<String> phc) {
    return work(
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

  private <T> Future<T> work(Callable<T> work) {
    if (pending.incrementAndGet() > AT_ONCE + WAITING) {
      pending.decrementAndGet();
      return Future.failedFuture(
          Failure.retryAfter(FailureCode.LIMIT_EXCEEDED, "Too many log in at once.", COME_BACK)
              .asException());
    }
    return workers
        .executeBlocking(work, false)
        .eventually(
            () -> {
              pending.decrementAndGet();
              return Future.succeededFuture();
            });
  }

  Future<Void> close() {
    return workers.close();
  }
}
