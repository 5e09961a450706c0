package dev.arrway.feature.instances;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.http.HttpPolicy;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStack;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.util.List;

/** Checks whether the address of an instance is allowed. */
final class AddressCheck {
  private final HttpStacks stacks;

  AddressCheck(HttpStacks stacks) {
    this.stacks = stacks;
  }

  /**
   * Looks the host up and judges every address. A name that does not resolve now may tomorrow, and
   * each connection is checked again anyway.
   *
   * @return fails with {@code address_blocked}, or {@code invalid} for what is no host
   */
  Future<Void> allowed(Instance instance) {
    HttpStack probe;
    try {
      probe = stacks.open(HttpPolicy.to("check", instance.url()).withAccess(access(instance)));
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(
          Failure.invalid("url", "names no host that could be called").asException());
    }
    return probe.checkAddress().recover(AddressCheck::blocked).eventually(probe::close);
  }

  static Access access(Instance instance) {
    return instance.ownerIsAdmin() ? Access.ADMINISTRATOR : Access.USER;
  }

  private static Future<Void> blocked(Throwable cause) {
    Failure failure = Failures.of(cause);
    return failure.code() == FailureCode.ADDRESS_BLOCKED
        ? Future.failedFuture(
            new Failure(
                    FailureCode.ADDRESS_BLOCKED,
                    failure.detail(),
                    null,
                    List.of(new FieldError("url", "points to an address that you may not use")))
                .asException())
        : Future.succeededFuture();
  }
}
