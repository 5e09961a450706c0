package dev.arrway.feature.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Standings by what they are looked up with, for {@link #LIFE} at most: what another node changes
 * holds here after that even when its notice is lost. Many who ask at once share one query.
 */
final class Standings<K> {
  static final Duration LIFE = Duration.ofSeconds(3);
  private static final int MOST = 50_000;

  private final Vertx vertx;
  private final Cache<K, CompletableFuture<Optional<Standing>>> cache;
  private final Function<K, Future<Optional<Standing>>> load;

  Standings(Vertx vertx, Ticker ticker, Function<K, Future<Optional<Standing>>> load) {
    this.vertx = vertx;
    this.load = load;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LIFE)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  Future<Optional<Standing>> get(K key) {
    CompletableFuture<Optional<Standing>> known =
        cache.get(key, k -> load.apply(k).toCompletionStage().toCompletableFuture());
    return known.isDone() && !known.isCompletedExceptionally()
        ? Future.succeededFuture(known.getNow(Optional.empty()))
        : Future.fromCompletionStage(known, vertx.getOrCreateContext())
            .recover(cause -> failed(key, known, cause));
  }

  /** The next one asks again. */
  private Future<Optional<Standing>> failed(
      K key, CompletableFuture<Optional<Standing>> known, Throwable cause) {
    cache.asMap().remove(key, known);
    return Future.failedFuture(cause);
  }

  /** Drops what is known of a user, and what is just being read, which may be older. */
  void forget(long userId) {
    cache.asMap().values().removeIf(known -> concerns(known, userId));
  }

  private static boolean concerns(CompletableFuture<Optional<Standing>> known, long userId) {
    return !known.isDone()
        || known.isCompletedExceptionally()
        || known.getNow(Optional.empty()).filter(s -> s.userId() != userId).isEmpty();
  }
}
