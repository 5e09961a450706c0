package dev.arrway.feature.subscriptions;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpPolicy;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStack;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.http.RetryAfter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends deliveries through the outbound chain, which checks addresses and certificates and follows
 * no redirect. Nothing is tried twice here: when to try again is the subscription's matter.
 */
final class Sender {
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final long MOST_ANSWER = 256 << 10;
  private static final int PER_MINUTE = 6_000;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  /** Every status is an answer; what it means is said below. */
  private static final int[] STATUSES = IntStream.range(300, 600).toArray();

  private final HttpStacks stacks;
  private final Clock clock;

  Sender(HttpStacks stacks, Clock clock) {
    this.stacks = stacks;
    this.clock = clock;
  }

  /** What one request carries. */
  record Message(String key, String type, String event) {}

  /**
   * Opens the way to a receiver; whoever opens closes.
   *
   * @throws IllegalArgumentException when the address names no host that could be called
   */
  HttpStack open(TargetUrl url, boolean admin) {
    return stacks.open(
        HttpPolicy.to("subscriptions", url.base())
            .withAccess(admin ? Access.ADMINISTRATOR : Access.USER)
            .withTimeout(WHOLE)
            .withRate(PER_MINUTE, Duration.ZERO)
            .withMaxRetries(0)
            .withConnections(1, 1)
            .withCacheBytes(0)
            .withFailuresLoggedByCaller());
  }

  /** Sends one message; never fails. */
  Future<Attempt> send(HttpStack stack, SubscriptionFormat format, Target target, Message message) {
    long started = System.nanoTime();
    return Future.succeededFuture()
        .compose(begun -> stack.send(call(format, target, message)))
        .transform(
            done -> {
              Duration took = Duration.ofNanos(System.nanoTime() - started);
              return Future.succeededFuture(
                  done.succeeded()
                      ? answered(target, done.result(), took)
                      : failed(done.cause(), took));
            });
  }

  private HttpCall call(SubscriptionFormat format, Target target, Message message) {
    byte[] body = Payloads.of(format, target.url(), message.event());
    Instant now = clock.instant();
    CallBuilder call =
        HttpCall.post("subscription.deliver", target.url().target(format))
            .body(new HttpBody(Buffer.buffer(body), "application/json"))
            .expect(Expect.ANY)
            .limits(
                CallLimits.BUFFERED.withFirstByte(WHOLE).withWhole(WHOLE).withMaxBody(MOST_ANSWER))
            .accept(STATUSES)
            .header(Signature.HEADER, Signature.of(target.secret(), now, body))
            .header("X-Arrway-Event", message.type())
            .header("X-Arrway-Delivery", message.key());
    for (Map.Entry<String, Secret> header : target.headers().entrySet()) {
      call.header(header.getKey(), header.getValue());
    }
    return call.build();
  }

  private Attempt answered(Target target, HttpAnswer answer, Duration took) {
    if (answer.ok()) {
      return new Attempt(answer.status(), null, null, null, took);
    }
    boolean asks = answer.status() == TOO_MANY || answer.status() == UNAVAILABLE;
    Optional<Duration> wait =
        asks
            ? answer.header("retry-after").flatMap(text -> RetryAfter.parse(text, clock))
            : Optional.empty();
    @Nullable String excerpt = Excerpt.of(answer, target);
    return new Attempt(
        answer.status(), "status_" + answer.status(), excerpt, wait.orElse(null), took);
  }

  private static Attempt failed(Throwable cause, Duration took) {
    return new Attempt(null, Failures.of(cause).code().wireName(), null, null, took);
  }
}
