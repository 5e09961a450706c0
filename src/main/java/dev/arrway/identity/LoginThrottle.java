package dev.arrway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often passwords may be tried: so many a minute per account and per address, whether the
 * account exists or not. Every tenth failure in a row locks an account for a minute, then two,
 * four, up to fifteen. A right password gives its try back.
 */
final class LoginThrottle {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);
  private static final int FAILURES_PER_HOLD = 10;
  private static final int IPV6_BYTES = 16;
  private static final int MOST_SUBJECTS = 100_000;

  private final LongSupplier nanoTime;
  private final int perMinute;
  private final Cache<String, Bucket> buckets;
  private final Cache<String, Hold> holds;

  /** With a clock that never goes back, in nanoseconds. */
  LoginThrottle(LongSupplier nanoTime, int perMinute) {
    this.nanoTime = nanoTime;
    this.perMinute = perMinute;
    this.buckets = subjects(MINUTE.multipliedBy(2));
    this.holds = subjects(Duration.ofHours(1));
  }

  /** Failures in a row, and until when the account is locked. */
  private record Hold(int failures, long until) {
    static final Hold NONE = new Hold(0, Long.MIN_VALUE);
  }

  private <T> Cache<String, T> subjects(Duration idle) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_SUBJECTS)
        .expireAfterAccess(idle)
        .ticker(nanoTime::getAsLong)
        .build();
  }

  /** Counts a try; how long to wait when there was one too many. */
  Optional<Failure> admit(String username, String address) {
    Hold hold = holds.getIfPresent(account(username));
    if (hold != null && hold.failures() >= FAILURES_PER_HOLD) {
      long left = hold.until() - nanoTime.getAsLong();
      if (left > 0) {
        return Optional.of(tooMany(left));
      }
    }
    return admitAddress(address).or(() -> take(account(username)));
  }

  /** Counts a try that is about no account. */
  Optional<Failure> admitAddress(String address) {
    return take(address(address));
  }

  private Optional<Failure> take(String subject) {
    ConsumptionProbe probe = bucket(subject).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(tooMany(probe.getNanosToWaitForRefill()));
  }

  private static Failure tooMany(long nanos) {
    Duration wait = Duration.ofSeconds(Math.max(1, Duration.ofNanos(nanos).toSeconds() + 1));
    return Failure.retryAfter(FailureCode.LIMIT_EXCEEDED, "Too many tries; wait a little.", wait);
  }

  /** A try was wrong: for how long the account is locked, if that begins now. */
  Optional<Duration> failed(String username) {
    Hold hold = holds.asMap().compute(account(username), (key, before) -> next(before));
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

  /** A try was right. */
  void succeeded(String username, String address) {
    holds.invalidate(account(username));
    bucket(account(username)).addTokens(1);
    giveBack(address);
  }

  /** A try that was about no account was right. */
  void giveBack(String address) {
    bucket(address(address)).addTokens(1);
  }

  private Bucket bucket(String subject) {
    return buckets.get(
        subject,
        key ->
            Bucket.builder()
                .withCustomTimePrecision(new Monotonic(nanoTime))
                .addLimit(l -> l.capacity(perMinute).refillIntervally(perMinute, MINUTE))
                .build());
  }

  private static String account(String username) {
    return "account:" + username.toLowerCase(Locale.ROOT);
  }

  /** Whoever has one IPv6 address has the other 2^64 of its network too. */
  private static String address(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || bytes.length != IPV6_BYTES
        ? "address:" + address
        : "network:" + HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2);
  }

  private record Monotonic(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
