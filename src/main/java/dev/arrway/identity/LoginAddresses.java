package dev.arrway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.arrway.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The networks from which each account has logged in before: the last {@value #MOST_PER_ACCOUNT},
 * each for {@link #LIFE} after its last login.
 */
final class LoginAddresses {
  static final int MOST_PER_ACCOUNT = 20;
  static final Duration LIFE = Duration.ofDays(90);

  private static final int MOST_CACHED = 10_000;
  private static final Duration CACHED = Duration.ofSeconds(30);

  private final Database database;
  private final Clock clock;
  private final Cache<Pair, Boolean> cache;

  private record Pair(String username, String network) {
    static Pair of(String username, String address) {
      return new Pair(username.toLowerCase(Locale.ROOT), ClientNetwork.of(address));
    }
  }

  LoginAddresses(Database database, Clock clock, Ticker ticker) {
    this.database = database;
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MOST_CACHED)
            .expireAfterWrite(CACHED)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Returns whether an account has logged in from the network of this address. */
  Future<Boolean> knows(String username, String address) {
    Pair pair = Pair.of(username, address);
    Boolean known = cache.getIfPresent(pair);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    Instant since = clock.instant().minus(LIFE);
    return database
        .asSystem(c -> LoginAddressRows.knows(c, pair.username(), pair.network(), since))
        .map(
            found -> {
              cache.put(pair, found);
              return found;
            });
  }

  /** Remembers a login in the transaction that opens its session. */
  Future<Void> remember(SqlConnection c, User user, String address) {
    Pair pair = Pair.of(user.username(), address);
    return LoginAddressRows.remember(
            c, user.id(), pair.network(), clock.instant(), MOST_PER_ACCOUNT)
        .map(
            done -> {
              cache.invalidate(pair);
              return null;
            });
  }

  /** Forgets all networks of an account but that of its owner, who has changed the password. */
  Future<Void> forgetOthers(SqlConnection c, User user, String address) {
    return LoginAddressRows.forgetOthers(c, user.id(), ClientNetwork.of(address))
        .map(done -> forgetCached(user));
  }

  private Void forgetCached(User user) {
    String username = user.username().toLowerCase(Locale.ROOT);
    cache.asMap().keySet().removeIf(pair -> pair.username().equals(username));
    return null;
  }

  /** Forgets what has expired, at most so many rows; how many that were. */
  Future<Integer> prune(int most) {
    return database.asSystem(c -> LoginAddressRows.prune(c, clock.instant().minus(LIFE), most));
  }
}
