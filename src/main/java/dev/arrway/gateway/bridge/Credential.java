package dev.arrway.gateway.bridge;

import dev.arrway.platform.access.Authenticator;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** What a client has shown with its request or with a frame. */
@FunctionalInterface
interface Credential {
  /** Who it is; fails as {@link Authenticator} does. */
  Future<Caller> verify(Authenticator authenticator, String address);

  /**
   * What headers show, of a request or of a frame.
   *
   * @param headers by lower-case name
   */
  static Optional<Credential> in(Map<String, String> headers) {
    String authorization = headers.get("authorization");
    String key = headers.get("x-api-key");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      Secret token = Secret.of(authorization.substring(7).trim());
      return Optional.of((authenticator, address) -> authenticator.bearer(token, address));
    }
    if (key != null) {
      Secret secret = Secret.of(key.trim());
      return Optional.of((authenticator, address) -> authenticator.apiKey(secret, address));
    }
    return authorization == null ? Optional.empty() : Optional.of((a, b) -> onlyBearer());
  }

  private static Future<Caller> onlyBearer() {
    return Future.failedFuture(
        FailureException.of(FailureCode.UNAUTHENTICATED, "Only Bearer credentials are taken."));
  }

  /** A one-time ticket, as it comes in a URL. */
  static Credential ticket(Secret ticket) {
    return (authenticator, address) -> authenticator.ticket(ticket, address);
  }
}
