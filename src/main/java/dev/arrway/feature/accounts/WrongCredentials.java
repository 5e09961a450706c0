package dev.arrway.feature.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.ClientNetwork;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The limit on looking up wrong keys, tickets and tokens: so many a minute for each client network,
 * so that guessing costs the database little and a flood from one network hurts no other. Wrong
 * ones are remembered for {@link #WRONG_LIFE} and not looked up again; right ones are for {@link
 * #RIGHT_LIFE} and pass even from a network that is over its limit.
 */
public final class WrongCredentials {
  static final int MOST_WRONG = 10_000;
  static final int MOST_RIGHT = 50_000;
  static final Duration WRONG_LIFE = Duration.ofSeconds(30);
  static final Duration RIGHT_LIFE = Duration.ofHours(1);

  /** Look-ups of one network that may be under way, each of which may turn out wrong. */
  static final int MOST_UNDER_WAY = 256;

  private static final String REFUSAL = "Too many wrong credentials; try again later.";

  private final AttemptBuckets buckets;
  private final Cache<ByteBuffer, Boolean> wrong;
  private final Cache<ByteBuffer, Boolean> right;
  private final Cache<String, AtomicInteger> underWay;

  WrongCredentials(LongSupplier nanoTime, int perMinute) {
    this.buckets = new AttemptBuckets(nanoTime, perMinute, REFUSAL);
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(MOST_WRONG)
            .expireAfterWrite(WRONG_LIFE)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
    this.right =
        Caffeine.newBuilder()
            .maximumSize(MOST_RIGHT)
            .expireAfterAccess(RIGHT_LIFE)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
    this.underWay =
        Caffeine.newBuilder()
            .maximumSize(AttemptBuckets.MOST_SUBJECTS)
            .expireAfterAccess(RIGHT_LIFE)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Looks up a credential that is used often, unless it is known to be wrong or its network is over
   * the limit.
   *
   * @param lookUp fails with {@code unauthenticated} for a wrong one
   * @return fails with {@code limit_exceeded} for a network that is over the limit
   */
  <T> Future<T> guard(Secret credential, String address, Supplier<Future<T>> lookUp) {
    ByteBuffer hash = ByteBuffer.wrap(RandomText.hash(credential));
    return right.getIfPresent(hash) != null
        ? lookUp.get().recover(cause -> refused(hash, address, cause))
        : guardOnce(
            credential,
            address,
            () ->
                lookUp
                    .get()
                    .map(
                        found -> {
                          right.put(hash, true);
                          return found;
                        }));
  }

  /** Looks up a one-time credential; otherwise like {@link #guard}. */
  <T> Future<T> guardOnce(Secret credential, String address, Supplier<Future<T>> lookUp) {
    ByteBuffer hash = ByteBuffer.wrap(RandomText.hash(credential));
    if (wrong.getIfPresent(hash) != null) { // no look-up is made, so it is not counted
      return Future.failedFuture(Refusals.NO_CREDENTIALS.asException());
    }
    Optional<Failure> tooMany = check(address);
    return tooMany.isPresent()
        ? Future.failedFuture(tooMany.get().asException())
        : limited(
            ClientNetwork.of(address),
            () -> lookUp.get().recover(cause -> refused(hash, address, cause)));
  }

  /**
   * Looks up a secret in a URL, whose look-up fails with {@code not_found} for a wrong one; else as
   * {@link #guard}.
   */
  public <T> Future<T> guardUrlSecret(Secret secret, String address, Supplier<Future<T>> lookUp) {
    return guard(secret, address, () -> lookUp.get().recover(WrongCredentials::unauthenticated))
        .recover(WrongCredentials::notFound);
  }

  private static <T> Future<T> unauthenticated(Throwable cause) {
    return Future.failedFuture(
        has(cause, FailureCode.NOT_FOUND) ? Refusals.NO_CREDENTIALS.asException() : cause);
  }

  private static <T> Future<T> notFound(Throwable cause) {
    return Future.failedFuture(
        has(cause, FailureCode.UNAUTHENTICATED)
            ? Failure.notFound("webhook").asException()
            : cause);
  }

  private <T> Future<T> limited(String network, Supplier<Future<T>> work) {
    AtomicInteger now = underWay.get(network, key -> new AtomicInteger());
    if (now.incrementAndGet() > MOST_UNDER_WAY) {
      now.decrementAndGet();
      return Future.failedFuture(AttemptBuckets.tooMany(REFUSAL, 0).asException());
    }
    return Future.succeededFuture()
        .compose(begun -> work.get()) // also when it throws
        .eventually(
            () -> {
              now.decrementAndGet();
              return Future.succeededFuture();
            });
  }

  private <T> Future<T> refused(ByteBuffer hash, String address, Throwable cause) {
    if (isWrong(cause)) {
      right.invalidate(hash);
      wrong.put(hash, true);
    }
    return refuse(address, cause);
  }

  /** Counts the credential if that is wrong; fails as its look-up did, or for the limit. */
  <T> Future<T> refuse(String address, Throwable cause) {
    Optional<Failure> tooMany =
        isWrong(cause) ? buckets.take(ClientNetwork.of(address)) : Optional.empty();
    return Future.failedFuture(tooMany.isPresent() ? tooMany.get().asException() : cause);
  }

  /** Returns a failure when the network of this address is over the limit. */
  Optional<Failure> check(String address) {
    return buckets.check(ClientNetwork.of(address));
  }

  private static boolean isWrong(Throwable cause) {
    return has(cause, FailureCode.UNAUTHENTICATED);
  }

  private static boolean has(Throwable cause, FailureCode code) {
    return cause instanceof FailureException failed && failed.failure().code() == code;
  }
}
