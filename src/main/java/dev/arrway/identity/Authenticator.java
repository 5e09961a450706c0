package dev.arrway.identity;

import dev.arrway.config.Secret;
import io.vertx.core.Future;

/**
 * Tells who shows credentials. Both fail with {@code unauthenticated}, or {@code forbidden} for an
 * account that is locked out.
 */
public interface Authenticator {
  /** From an access token; {@code address} is the peer's. */
  Future<Caller> bearer(Secret token, String address);

  /**
   * From a personal key; {@code address} is the peer's. {@code forbidden} for a key that is for one
   * thing alone.
   */
  Future<Caller> apiKey(Secret key, String address);

  /**
   * From a one-time ticket, which is used up by this; {@code address} is the peer's. {@code
   * forbidden} for a reusable ticket.
   */
  Future<Caller> ticket(Secret ticket, String address);

  /**
   * From a ticket for an event stream: a one-time ticket, or a reusable one, which goes on to
   * count.
   */
  default Future<Caller> streamTicket(Secret ticket, String address) {
    return ticket(ticket, address);
  }

  /**
   * From a personal key that is for one thing alone, as a key in a URL has to be; {@code forbidden}
   * for any other.
   */
  default Future<Caller> narrowKey(Secret key, Scope scope, String address) {
    return Future.failedFuture(Refusals.wideKey(scope).asException());
  }
}
