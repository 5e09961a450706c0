package dev.arrway.platform.http;

import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the host of one origin and checks its addresses against the address policy. The result
 * is kept for 10 seconds; no connection is made to an address that was not checked.
 */
final class AddressGuard {
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Origin origin;
  private final Access access;
  private final AddressPolicy policy;
  private final BoundedResolver resolver;
  private final Duration limit;

  private @Nullable Future<List<InetAddress>> flight;
  private @Nullable List<InetAddress> checked;
  private Deadline fresh = Deadline.NONE;

  AddressGuard(
      Origin origin,
      Access access,
      AddressPolicy policy,
      BoundedResolver resolver,
      Duration limit) {
    this.origin = origin;
    this.access = access;
    this.policy = policy;
    this.resolver = resolver;
    this.limit = limit;
  }

  /** At least one address, in the resolver's order; fails with {@code address_blocked}. */
  Future<List<InetAddress>> addresses() {
    List<InetAddress> known = checked;
    if (known != null && !fresh.expired()) {
      return Future.succeededFuture(known);
    }
    Optional<InetAddress> literal = HostForms.literal(origin.host());
    if (literal.isPresent()) {
      return check(List.of(literal.get()));
    }
    return lookUp()
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(late(cause)))
        .compose(this::check);
  }

  /** Drops what is kept, after a connection to it failed. */
  void forget() {
    checked = null;
  }

  /** One look-up at a time: an answer that takes minutes must not pile up others behind it. */
  private Future<List<InetAddress>> lookUp() {
    Future<List<InetAddress>> running = flight;
    if (running != null && !running.isComplete()) {
      return running;
    }
    Future<List<InetAddress>> started = resolver.resolve(origin.host());
    flight = started;
    return started;
  }

  private Future<List<InetAddress>> check(List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      Optional<String> refusal = policy.refusal(address, origin.port(), access);
      if (refusal.isPresent()) {
        return Future.failedFuture(HttpFailures.of(FailureCode.ADDRESS_BLOCKED, refusal.get()));
      }
    }
    checked = List.copyOf(addresses);
    fresh = Deadline.in(KEPT);
    return Future.succeededFuture(checked);
  }

  private static Throwable late(Throwable cause) {
    return cause instanceof TimeoutException
        ? HttpFailures.of(
            FailureCode.UPSTREAM_DNS, "The upstream's host name did not resolve in time.", cause)
        : cause;
  }
}
