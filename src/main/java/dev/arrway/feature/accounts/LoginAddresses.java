package dev.arrway.feature.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.arrway.platform.http.ClientNetwork;
import dev.arrway.platform.store.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The networks from which each account has logged in before: the last {@value #MOST_PER_ACCOUNT},
 * each for {@link #LIFE} after its last login.
 */
final class LoginAddresses {
  static final int MOST_PER_ACCOUNT = 20;
  static final Duration LIFE = Duration.ofDays(90);

  private static final int MOST_CACHED = 10_000;
  private static final Duration CACHED = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Database database;
  private final Clock clock;
  private final Cache<String, CompletableFuture<Set<String>>> cache;

  LoginAddresses(Vertx vertx, Database database, Clock clock, Ticker ticker) {
    this.vertx = vertx;
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

  /**
   * Returns whether an account has logged in from the network of this address. Of many questions
   * about one account the database is asked once in {@link #CACHED}.
   */
  Future<Boolean> knows(String username, String address) {
    String account = account(username);
    CompletableFuture<Set<String>> networks = cache.get(account, this::load);
    return Future.fromCompletionStage(networks, vertx.getOrCreateContext())
        .map(known -> known.contains(ClientNetwork.of(address)))
        .recover(
            cause -> {
              cache.asMap().remove(account, networks);
              return Future.failedFuture(cause);
            });
  }

  /** Returns whether {@link #knows} answers for this account without asking the database. */
  boolean isCached(String username) {
    return cache.getIfPresent(account(username)) != null;
  }

  private CompletableFuture<Set<String>> load(String account) {
    Instant since = clock.instant().minus(LIFE);
    return database
        .asSystem(c -> LoginAddressRows.networks(c, account, since))
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** Remembers a login in the transaction that opens its session. */
  Future<Void> remember(SqlConnection c, User user, String address) {
    return LoginAddressRows.remember(
            c, user.id(), ClientNetwork.of(address), clock.instant(), MOST_PER_ACCOUNT)
        .map(done -> forgetCached(user));
  }

  /** Forgets all networks of an account but that of its owner, who has changed the password. */
  Future<Void> forgetOthers(SqlConnection c, User user, String address) {
    return LoginAddressRows.forgetOthers(c, user.id(), ClientNetwork.of(address))
        .map(done -> forgetCached(user));
  }

  private Void forgetCached(User user) {
    cache.invalidate(account(user.username()));
    return null;
  }

  private static String account(String username) {
    return username.toLowerCase(Locale.ROOT);
  }

  /** Forgets what has expired, at most so many rows; how many that were. */
  Future<Integer> prune(int most) {
    return database.asSystem(c -> LoginAddressRows.prune(c, clock.instant().minus(LIFE), most));
  }
}
