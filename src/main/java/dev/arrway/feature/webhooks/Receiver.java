package dev.arrway.feature.webhooks;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Receives messages of instances and stores them before it answers; they are processed later. */
public final class Receiver {
  /** The hash that is compared for an unknown instance, so that the answer takes equally long. */
  private static final Buffer NOBODY = Buffer.buffer(new byte[32]);

  private final NewsParts parts;
  private final LongConsumer came;

  Receiver(NewsParts parts, LongConsumer came) {
    this.parts = parts;
    this.came = came;
  }

  /** Checks a secret; fails as {@link #receive} does. */
  public Future<Void> verify(String instanceId, Secret secret) {
    byte[] shown = WebhookSecret.hash(secret);
    return parts
        .database()
        .asSystem(c -> WebhookRows.valid(c, id(instanceId)))
        .compose(
            valid ->
                owner(valid, shown).isPresent()
                    ? Future.succeededFuture()
                    : Future.failedFuture(unknown()));
  }

  /**
   * Stores a message. It is there for good when the future succeeds.
   *
   * @param instanceId as it stands in the address, whatever that is
   * @param secret likewise
   * @return fails with {@code not_found} for a wrong id as for a wrong secret, after the same work
   */
  public Future<Void> receive(String instanceId, Secret secret, String payload) {
    long id = id(instanceId);
    byte[] shown = WebhookSecret.hash(secret);
    Instant now = parts.clock().instant();
    return parts
        .database()
        .asSystem(
            c ->
                WebhookRows.valid(c, id)
                    .compose(valid -> store(c, id, owner(valid, shown), payload, now)))
        .map(
            stored -> {
              came.accept(id);
              return null;
            });
  }

  private static long id(String instanceId) {
    return instanceId.matches("[1-9]\\d{0,17}") ? Long.parseLong(instanceId) : 0;
  }

  private static FailureException unknown() {
    return Failure.notFound("webhook").asException();
  }

  private static Optional<Long> owner(Optional<WebhookRows.Valid> valid, byte[] shown) {
    boolean present = same(valid.map(WebhookRows.Valid::secret).orElse(null), shown);
    boolean pending = same(valid.map(WebhookRows.Valid::pending).orElse(null), shown);
    return valid.map(WebhookRows.Valid::ownerId).filter(owner -> present | pending);
  }

  private static boolean same(@Nullable Buffer expected, byte[] shown) {
    boolean equal = MessageDigest.isEqual((expected == null ? NOBODY : expected).getBytes(), shown);
    return equal && expected != null;
  }

  private static Future<Void> store(
      SqlConnection c, long id, Optional<Long> owner, String payload, Instant now) {
    return owner.isEmpty()
        ? Future.failedFuture(unknown())
        : InboxRows.add(c, id, owner.get(), payload, now)
            .compose(added -> WebhookRows.received(c, id, owner.get(), now));
  }
}
