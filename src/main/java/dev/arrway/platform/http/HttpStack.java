package dev.arrway.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that stands between one instance's client and its upstream: cache, log line and
 * metrics, retry, breaker, rate limiter, attempt, transport. It is made at the first call, used
 * from one context (the instance's actor), and closed with the instance.
 */
public final class HttpStack implements HttpExchange {
  /** How long an instance is left alone after a 429 that does not say. */
  private static final Duration UNSAID_HOLD = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final HttpPolicy policy;
  private final Origin origin;
  private final AddressGuard guard;
  private final HttpObserver observer;
  private final List<Path> authorities;
  private final AnswerMemory answers;
  private final CopyOnWriteArrayList<Consumer<CircuitState>> circuitListeners =
      new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Consumer<String>> baseListeners = new CopyOnWriteArrayList<>();
  private @Nullable Chain chain;

  HttpStack(
      Vertx vertx,
      HttpPolicy policy,
      Origin origin,
      AddressGuard guard,
      HttpObserver observer,
      List<Path> authorities,
      AnswerMemory answers) {
    this.vertx = vertx;
    this.policy = policy;
    this.origin = origin;
    this.guard = guard;
    this.observer = observer;
    this.authorities = authorities;
    this.answers = answers;
  }

  @Override
  public Future<HttpAnswer> send(HttpCall call) {
    return chain().outermost().send(call);
  }

  @Override
  public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
    return chain().outermost().stream(call, reader);
  }

  /**
   * Looks the upstream's name up and checks every address, without calling it.
   *
   * @return fails with {@code address_blocked} or {@code upstream_dns}
   */
  public Future<Void> checkAddress() {
    return guard.addresses().mapEmpty();
  }

  /** The breaker now. */
  public CircuitState circuit() {
    return Optional.ofNullable(chain)
        .map(made -> made.breaker().state())
        .orElse(CircuitState.CLOSED);
  }

  /** Tells each change of the breaker. */
  public void onCircuit(Consumer<CircuitState> listener) {
    circuitListeners.add(listener);
  }

  /**
   * Tells when the upstream turned out to live below another base path of the same origin, so that
   * the configured URL can be corrected. Calls already go there.
   */
  public void onBaseMoved(Consumer<String> listener) {
    baseListeners.add(listener);
  }

  /** What was done so far. */
  public HttpStats stats() {
    Chain made = chain;
    return made == null
        ? new HttpStats(0, 0, 0, 0, CircuitState.CLOSED)
        : new HttpStats(
            made.log().calls(),
            made.log().failures(),
            made.attempt().attempts(),
            made.transport().openConnections(),
            made.breaker().state());
  }

  /** Loads the classes of the call chain by building one and closing it without a call. */
  Future<Void> load() {
    Chain unused = chain();
    return close();
  }

  /** Ends timers and connections; calls under way fail. */
  public Future<Void> close() {
    Chain made = chain;
    if (made == null) {
      return Future.succeededFuture();
    }
    made.breaker().close();
    return made.transport().close();
  }

  private Chain chain() {
    Chain made = chain;
    if (made == null) {
      made = build();
      chain = made;
    }
    return made;
  }

  /** Innermost first. */
  private Chain build() {
    Pause pause = Pause.by(vertx);
    String instance = policy.instance();
    Transport transport = new Transport(vertx, policy, origin, guard, authorities);
    HttpExchange exchange =
        new UpstreamExchange(vertx, transport, origin, policy, answers, this::baseMoved);
    AttemptLayer attempt = new AttemptLayer(exchange, instance, policy.timeout(), observer);
    HttpExchange held = new HoldLayer(attempt, UNSAID_HOLD);
    HttpExchange limited = new RateLimitLayer(held, policy, pause);
    BreakerLayer breaker =
        new BreakerLayer(limited, vertx, instance, policy.breaker(), this::circuitChanged);
    HttpExchange retried =
        new RetryLayer(breaker, policy.maxRetries(), new RetryBudget(), pause, random());
    LogLayer log = new LogLayer(retried, policy, observer);
    HttpExchange cached = new CacheLayer(log, policy.cacheBytes());
    return new Chain(cached, log, breaker, attempt, transport);
  }

  private static RandomGenerator random() {
    return new Random(new SecureRandom().nextLong());
  }

  private void circuitChanged(CircuitState state) {
    observer.circuit(policy.instance(), state);
    circuitListeners.forEach(listener -> listener.accept(state));
  }

  private void baseMoved(String base) {
    observer.baseMoved(policy.instance(), base);
    baseListeners.forEach(listener -> listener.accept(base));
  }

  @Override
  public String toString() {
    return "HTTP to " + policy;
  }

  private record Chain(
      HttpExchange outermost,
      LogLayer log,
      BreakerLayer breaker,
      AttemptLayer attempt,
      Transport transport) {}
}
