package dev.arrway.platform.access;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;

/**
 * Tells who shows credentials. Both fail with {@code unauthenticated}, or {@code forbidden} for an
 * account that is locked out.
 */
public interface Authenticator {
  /** Authenticates by an access token; {@code address} is the peer's. */
  Future<Caller> bearer(Secret token, String address);

  /**
   * Authenticates by a personal key; {@code address} is the peer's. Fails with {@code forbidden}
   * for a key with a single-purpose scope, such as one for the calendar feed.
   */
  Future<Caller> apiKey(Secret key, String address);

  /**
   * Authenticates by a one-time ticket, which this call uses up; {@code address} is the peer's.
   * Fails with {@code forbidden} for a reusable ticket.
   */
  Future<Caller> ticket(Secret ticket, String address);

  /**
   * Authenticates by a ticket for an event stream: a one-time ticket, or a reusable one, which
   * stays valid.
   */
  default Future<Caller> streamTicket(Secret ticket, String address) {
    return ticket(ticket, address);
  }

  /**
   * Authenticates by a personal key with a single-purpose scope, the only keys that are allowed in
   * a URL; fails with {@code forbidden} for any other key.
   */
  Future<Caller> narrowKey(Secret key, Scope scope, String address);
}
