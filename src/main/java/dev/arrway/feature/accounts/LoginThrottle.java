package dev.arrway.feature.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.platform.http.ClientNetwork;
import dev.arrway.protocol.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits of password attempts. Attempts from unknown networks share so many a minute per account
 * and per network, whether the account exists or not, and every tenth failure in a row puts the
 * account on hold for them: for a minute, then two, four, up to fifteen. A network from which the
 * account has logged in before has a limit and a hold of its own, so that nobody elsewhere can lock
 * the account's owner out. A right password gives its attempt back.
 */
final class LoginThrottle {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);
  private static final int FAILURES_PER_HOLD = 10;
  private static final String REFUSAL = "Too many password attempts; try again later.";

  private final LongSupplier nanoTime;
  private final AttemptBuckets buckets;
  private final Cache<String, Hold> holds;

  /** Makes a throttle on a clock that never goes back, in nanoseconds. */
  LoginThrottle(LongSupplier nanoTime, int perMinute) {
    this.nanoTime = nanoTime;
    this.buckets = new AttemptBuckets(nanoTime, perMinute, REFUSAL);
    this.holds =
        Caffeine.newBuilder()
            .maximumSize(AttemptBuckets.MOST_SUBJECTS)
            .expireAfterAccess(Duration.ofHours(1))
            .ticker(nanoTime::getAsLong)
            .build();
  }

  /** Failures in a row, and until when attempts are refused. */
  private record Hold(int failures, long until) {
    static final Hold NONE = new Hold(0, Long.MIN_VALUE);
  }

  /** Counts an attempt from an unknown network; returns how long to wait after too many. */
  Optional<Failure> admit(String username, String address) {
    return held(account(username))
        .or(() -> admitAddress(address))
        .or(() -> buckets.take(account(username)));
  }

  /**
   * Returns how long to wait when a network whose attempts are used up has also asked too often
   * whether accounts know it. Keeps a flood of made-up usernames from the database.
   */
  Optional<Failure> admitLookUp(String address) {
    return buckets.check(address(address)).isEmpty()
        ? Optional.empty()
        : buckets.take("look-up:" + ClientNetwork.of(address));
  }

  /** Counts an attempt from a network from which the account has logged in before. */
  Optional<Failure> admitKnown(String username, String address) {
    String subject = known(username, address);
    return held(subject).or(() -> buckets.take(subject));
  }

  /** Counts an attempt of a user who is logged in and gives the password again. */
  Optional<Failure> admitOwner(long userId) {
    return held(owner(userId)).or(() -> buckets.take(owner(userId)));
  }

  /** Counts an attempt that is about no account. */
  Optional<Failure> admitAddress(String address) {
    return buckets.take(address(address));
  }

  private Optional<Failure> held(String subject) {
    Hold hold = holds.getIfPresent(subject);
    if (hold == null || hold.failures() < FAILURES_PER_HOLD) {
      return Optional.empty();
    }
    long left = hold.until() - nanoTime.getAsLong();
    return left > 0 ? Optional.of(AttemptBuckets.tooMany(REFUSAL, left)) : Optional.empty();
  }

  /** Counts a wrong attempt from an unknown network; returns how long a hold that begins lasts. */
  Optional<Duration> failed(String username) {
    return countFailure(account(username));
  }

  /** Counts a wrong attempt from a known network; returns how long a hold that begins lasts. */
  Optional<Duration> failedKnown(String username, String address) {
    return countFailure(known(username, address));
  }

  /** Counts a wrong attempt of a logged-in user; returns how long a hold that begins lasts. */
  Optional<Duration> failedOwner(long userId) {
    return countFailure(owner(userId));
  }

  private Optional<Duration> countFailure(String subject) {
    Hold hold = holds.asMap().compute(subject, (key, before) -> next(before));
    return hold.failures() % FAILURES_PER_HOLD == 0
        ? Optional.of(holdAfter(hold.failures()))
        : Optional.empty();
  }

  private Hold next(@Nullable Hold before) {
    Hold known = before == null ? Hold.NONE : before;
    int failures = known.failures() + 1;
    return failures % FAILURES_PER_HOLD == 0
        ? new Hold(failures, nanoTime.getAsLong() + holdAfter(failures).toNanos())
        : new Hold(failures, known.until());
  }

  private static Duration holdAfter(int failures) {
    int doublings = Math.min(10, failures / FAILURES_PER_HOLD - 1);
    Duration hold = MINUTE.multipliedBy(1L << doublings);
    return hold.compareTo(LONGEST_HOLD) < 0 ? hold : LONGEST_HOLD;
  }

  /** Counts a right attempt from an unknown network; returns whether that ended a hold. */
  boolean succeeded(String username, String address) {
    Hold ended = holds.asMap().remove(account(username));
    buckets.giveBack(account(username));
    giveBack(address);
    return ended != null && ended.failures() >= FAILURES_PER_HOLD;
  }

  /** Counts a right attempt from a known network; the hold for unknown networks stays. */
  void succeededKnown(String username, String address) {
    holds.invalidate(known(username, address));
    buckets.giveBack(known(username, address));
  }

  /** Counts a right attempt of a logged-in user. */
  void succeededOwner(long userId) {
    holds.invalidate(owner(userId));
    buckets.giveBack(owner(userId));
  }

  /** Gives back an attempt that was about no account and right. */
  void giveBack(String address) {
    buckets.giveBack(address(address));
  }

  /** Returns how many accounts, networks and pairs of them are remembered. */
  long subjects() {
    holds.cleanUp();
    return buckets.size() + holds.estimatedSize();
  }

  private static String account(String username) {
    return "account:" + shortened(username);
  }

  private static String known(String username, String address) {
    return "known:" + ClientNetwork.of(address) + " " + shortened(username);
  }

  private static String owner(long userId) {
    return "owner:" + userId;
  }

  private static String address(String address) {
    return "address:" + ClientNetwork.of(address);
  }

  /** No username is longer, so that longer ones need not be told apart. */
  private static String shortened(String username) {
    String lower = username.toLowerCase(Locale.ROOT);
    return lower.length() > NewUser.LONGEST_NAME
        ? lower.substring(0, 1 + NewUser.LONGEST_NAME)
        : lower;
  }
}
