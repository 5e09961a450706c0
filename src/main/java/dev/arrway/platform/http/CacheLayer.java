package dev.arrway.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Serves good answers to equal GETs again for the time that the call allows, and lets equal GETs in
 * flight share one. Bounded in bytes. Whatever may change the upstream empties it. Streamed reads
 * pass through.
 */
final class CacheLayer implements HttpExchange {
  private static final int OVERHEAD = 512;
  private static final Optional<FailureCode> CUT_SHORT = Optional.of(FailureCode.DEADLINE_EXCEEDED);

  private final HttpExchange inner;
  private final Cache<Key, Entry> cache;
  private final Map<Key, Future<HttpAnswer>> flights = new HashMap<>();
  private long epoch;

  CacheLayer(HttpExchange inner, long maxBytes) {
    this.inner = inner;
    this.cache =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(maxBytes)
            .weigher((Key key, Entry entry) -> entry.answer.body().length() + OVERHEAD)
            .expireAfter(Expiry.<Key, Entry>creating((key, entry) -> entry.ttl))
            .build();
  }

  @Override
  public Future<HttpAnswer> send(HttpCall call) {
    Duration ttl = call.cacheFor();
    if (ttl == null || call.verb() != HttpVerb.GET) {
      return call.verb().safe() ? inner.send(call) : changing(inner.send(call));
    }
    Key key = new Key(call.path(), call.query(), call.headers(), call.accepted());
    Entry kept = cache.getIfPresent(key);
    if (kept != null) {
      return Future.succeededFuture(kept.answer);
    }
    Future<HttpAnswer> flight = flights.get(key);
    return flight == null ? fly(key, call, ttl) : join(flight, call);
  }

  @Override
  public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
    return inner.stream(call, reader);
  }

  private Future<HttpAnswer> fly(Key key, HttpCall call, Duration ttl) {
    long begun = epoch;
    Future<HttpAnswer> flight =
        inner
            .send(call)
            .eventually(
                () -> {
                  flights.remove(key);
                  return Future.succeededFuture();
                })
            .map(
                answer -> {
                  if (answer.ok() && begun == epoch) {
                    cache.put(key, new Entry(answer, ttl));
                  }
                  return answer;
                });
    if (!flight.isComplete()) {
      flights.put(key, flight);
    }
    return flight;
  }

  /**
   * Waits for the answer to an equal call. If that call ends at its own, earlier deadline, the call
   * is sent again.
   */
  private Future<HttpAnswer> join(Future<HttpAnswer> flight, HttpCall call) {
    long left = Math.max(1, call.deadline().remaining().toMillis());
    return flight
        .timeout(left, TimeUnit.MILLISECONDS)
        .recover(
            cause -> {
              if (call.deadline().expired()) {
                return Future.failedFuture(
                    HttpFailures.of(
                        FailureCode.DEADLINE_EXCEEDED, "The answer came too late.", cause));
              }
              return HttpFailures.code(cause).equals(CUT_SHORT)
                  ? send(call)
                  : Future.failedFuture(cause);
            });
  }

  private Future<HttpAnswer> changing(Future<HttpAnswer> sent) {
    forget();
    return sent.eventually(
        () -> {
          forget();
          return Future.succeededFuture();
        });
  }

  /** Also bars answers in flight, which may be older than the change. */
  private void forget() {
    epoch++;
    cache.invalidateAll();
    flights.clear();
  }

  private record Key(String path, List<Param> query, List<Param> headers, Set<Integer> accepted) {}

  private record Entry(HttpAnswer answer, Duration ttl) {}
}
