package dev.arrway.feature.subscriptions;

import dev.arrway.feature.subscriptions.Subscription.Standing;
import dev.arrway.feature.subscriptions.SubscriptionRows.Stored;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.event.StoredEvent;
import dev.arrway.platform.http.HttpStack;
import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlRetention;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What users do with their subscriptions. Somebody else's does not exist. */
public final class Subscriptions {
  private static final int MOST = 100;

  private final SubscriptionParts parts;
  private final SubscriptionSecrets secrets;
  private final Sender sender;
  private final DeliveryWorker worker;

  /** Delivers nothing before {@link #begin()}. */
  public Subscriptions(SubscriptionParts parts) {
    this.parts = parts;
    this.secrets = new SubscriptionSecrets(parts.vault());
    this.sender = new Sender(parts.stacks(), parts.clock());
    this.worker = new DeliveryWorker(parts, sender, secrets);
  }

  /**
   * A subscription after a change.
   *
   * @param secret the signing secret, when it is to be shown: the only time
   */
  public record Changed(Standing standing, @Nullable Secret secret) {}

  /**
   * How a test ended.
   *
   * @param status of the answer, if one came
   * @param error a stable code, null when it was taken
   */
  public record Tested(
      boolean success, @Nullable Integer status, @Nullable String error, long tookMs) {}

  /** Begins to deliver, once the gateway knows its own ports, which are never called. */
  public void begin() {
    worker.start();
  }

  /** Ends deliveries under way. */
  public Future<Void> stop() {
    return worker.stop();
  }

  /**
   * Adds one, for what happens from now on.
   *
   * @return fails with {@code invalid}, {@code address_blocked} or {@code conflict}
   */
  public Future<Changed> create(long ownerId, SubscriptionRequest r) {
    return attempt(
        () -> {
          SubscriptionFormat format = r.format().orElse(SubscriptionFormat.RAW);
          Target target = SubscriptionRules.create(r, format, parts.instances().apply(ownerId));
          return allowed(ownerId, target.url())
              .compose(allowed -> parts.history().extent(ownerId))
              .compose(extent -> insert(ownerId, r, format, target, extent.newest()));
        });
  }

  private Future<Changed> insert(
      long ownerId, SubscriptionRequest r, SubscriptionFormat format, Target target, long cursor) {
    return parts
        .database()
        .asUser(
            ownerId,
            c ->
                SubscriptionRows.count(c, ownerId)
                    .compose(
                        count ->
                            count < MOST
                                ? SubscriptionRows.nextId(c)
                                : Future.failedFuture(
                                    conflict("You have " + MOST + " subscriptions, the most.")))
                    .compose(
                        id -> {
                          Subscription s = Drafts.made(ownerId, id, r, format, target, cursor);
                          byte[] sealed = secrets.seal(target, ownerId, id);
                          return SubscriptionRows.insert(c, s, sealed)
                              .compose(done -> standing(c, ownerId, id));
                        }))
        .map(standing -> new Changed(standing, target.secret()))
        .recover(Subscriptions::taken);
  }

  /** A page, newest first. */
  public Future<Slice<Standing>> list(long ownerId, int limit, int offset) {
    return parts.database().asUser(ownerId, c -> SubscriptionRows.page(c, ownerId, limit, offset));
  }

  /** One; fails with {@code not_found}. */
  public Future<Standing> get(long ownerId, long id) {
    return parts.database().asUser(ownerId, c -> standing(c, ownerId, id));
  }

  /**
   * Changes one, and has it try again at once. What happened while it was switched off is not
   * delivered when it is switched on.
   *
   * @return fails with {@code not_found}, {@code invalid}, {@code address_blocked} or {@code
   *     conflict}
   */
  public Future<Changed> update(long ownerId, long id, SubscriptionRequest r) {
    return parts
        .database()
        .asUser(ownerId, c -> SubscriptionRows.find(c, ownerId, id).compose(this::present))
        .compose(
            before ->
                r.url().isPresent() || r.active().orElse(false)
                    ? allowed(ownerId, target(before, r).url())
                    : Future.succeededFuture())
        .compose(allowed -> parts.history().extent(ownerId))
        .compose(
            extent ->
                parts
                    .database()
                    .asUser(
                        ownerId,
                        c ->
                            SubscriptionRows.lock(c, ownerId, id)
                                .compose(this::present)
                                .compose(before -> update(c, before, r, extent.newest()))))
        .recover(Subscriptions::taken)
        .map(
            changed -> {
              worker.wake(List.of(ownerId));
              return changed;
            });
  }

  private Future<Changed> update(
      SqlConnection c, Stored stored, SubscriptionRequest r, long newest) {
    Subscription before = stored.subscription();
    Target target = target(stored, r);
    Subscription s = Drafts.changed(before, r, target, newest);
    boolean show = r.newSecret();
    return SubscriptionRows.update(
            c, s, secrets.seal(target, s.ownerId(), s.id()), parts.clock().instant())
        .compose(done -> standing(c, s.ownerId(), s.id()))
        .map(standing -> new Changed(standing, show ? target.secret() : null));
  }

  private Target target(Stored stored, SubscriptionRequest r) {
    Subscription s = stored.subscription();
    Target before = secrets.open(stored.sealed(), s.ownerId(), s.id(), s.format());
    return SubscriptionRules.update(
        r, r.format().orElse(s.format()), before, s.url(), parts.instances().apply(s.ownerId()));
  }

  /** Removes one with its deliveries; fails with {@code not_found}. */
  public Future<Void> delete(long ownerId, long id) {
    return parts
        .database()
        .asUser(ownerId, c -> SubscriptionRows.delete(c, ownerId, id))
        .compose(there -> there ? Future.succeededFuture() : Future.failedFuture(absent()));
  }

  /** Sends an event of the type {@code subscription.test} now, whatever waits. */
  public Future<Tested> test(long ownerId, long id) {
    return parts
        .database()
        .asUser(
            ownerId,
            c ->
                SubscriptionRows.find(c, ownerId, id)
                    .compose(this::present)
                    .compose(
                        stored ->
                            admin(c, ownerId)
                                .compose(admin -> Future.succeededFuture(new Try(stored, admin)))))
        .compose(this::send);
  }

  private record Try(Stored stored, boolean admin) {}

  private Future<Tested> send(Try one) {
    Subscription s = one.stored().subscription();
    Target target = secrets.open(one.stored().sealed(), s.ownerId(), s.id(), s.format());
    String data = "{\"subscription_id\":" + s.id() + ",\"message\":\"This is a test.\"}";
    String event =
        new StoredEvent(s.cursor(), null, "subscription.test", parts.clock().instant(), data)
            .json(parts.history().cursor(s.cursor()));
    Sender.Message message =
        new Sender.Message(s.id() + "-test-" + UUID.randomUUID(), "subscription.test", event);
    HttpStack stack = sender.open(target.url(), one.admin());
    return sender
        .send(stack, s.format(), target, message)
        .eventually(stack::close)
        .map(a -> new Tested(a.taken(), a.status(), a.error(), a.took().toMillis()));
  }

  /** The log of deliveries, newest event first; fails with {@code not_found}. */
  public Future<Slice<Delivery>> deliveries(
      long ownerId, long id, @Nullable String state, int limit, int offset) {
    @Nullable DeliveryState wanted = state == null ? null : DeliveryState.of(state);
    return parts
        .database()
        .asUser(
            ownerId,
            c ->
                standing(c, ownerId, id)
                    .compose(there -> DeliveryRows.page(c, ownerId, id, wanted, limit, offset)));
  }

  /** Delivers again what was put aside; fails with {@code not_found}. */
  public Future<Standing> replayDeadLetters(long ownerId, long id) {
    return replay(
        ownerId,
        id,
        (c, s) ->
            DeliveryRows.revive(c, s)
                .compose(
                    revived -> SubscriptionRows.rewind(c, s, s.cursor(), parts.clock().instant())));
  }

  /**
   * Delivers again what came after a cursor, and what is wanted of it.
   *
   * @return fails with {@code not_found}, or {@code invalid} for what is no cursor of this log
   */
  public Future<Standing> replayAfter(long ownerId, long id, String cursor) {
    Optional<Long> place = parts.history().idOf(cursor);
    if (place.isEmpty()) {
      return get(ownerId, id).compose(there -> Future.failedFuture(noCursor()));
    }
    return replay(
        ownerId,
        id,
        (c, s) ->
            place.get() > s.cursor()
                ? Future.failedFuture(noCursor())
                : SubscriptionRows.rewind(c, s, place.get(), parts.clock().instant()));
  }

  private interface Replay {
    Future<Void> apply(SqlConnection c, Subscription s);
  }

  private Future<Standing> replay(long ownerId, long id, Replay how) {
    return parts
        .database()
        .asUser(
            ownerId,
            c ->
                SubscriptionRows.lock(c, ownerId, id)
                    .compose(this::present)
                    .compose(
                        stored ->
                            stored.subscription().active()
                                ? how.apply(c, stored.subscription())
                                : Future.failedFuture(
                                    conflict("The subscription is switched off.")))
                    .compose(done -> standing(c, ownerId, id)))
        .map(
            standing -> {
              worker.wake(List.of(ownerId));
              return standing;
            });
  }

  /** Deletes deliveries that have ended once they are old or too many; how many that were. */
  public Future<Integer> prune(RetentionConfig retention) {
    RetentionRule rule =
        RetentionRule.ofOwners(
                "delivery", "ended_at", retention.deliveries(), retention.rowsPerUser())
            .where("ended_at IS NOT NULL");
    return SqlRetention.prune(parts.database(), parts.clock().instant(), List.of(rule));
  }

  DeliveryWorker worker() {
    return worker;
  }

  /** Whether the address may be called for this user. A name that does not resolve may tomorrow. */
  private Future<Void> allowed(long ownerId, TargetUrl url) {
    return parts
        .database()
        .asUser(ownerId, c -> admin(c, ownerId))
        .compose(
            admin -> {
              HttpStack probe;
              try {
                probe = sender.open(url, admin);
              } catch (IllegalArgumentException e) {
                return Future.failedFuture(
                    Failure.invalid("url", "names no host that could be called").asException());
              }
              return probe.checkAddress().recover(Subscriptions::blocked).eventually(probe::close);
            });
  }

  private static Future<Boolean> admin(SqlConnection c, long ownerId) {
    return SubscriptionRows.isAdmin(c, ownerId).map(admin -> admin.orElse(false));
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

  private static Future<Standing> standing(SqlConnection c, long ownerId, long id) {
    return SubscriptionRows.standing(c, ownerId, id)
        .compose(
            found ->
                found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(absent())));
  }

  private Future<Stored> present(Optional<Stored> found) {
    return found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(absent()));
  }

  private static <T> Future<T> taken(Throwable cause) {
    return Future.failedFuture(
        cause instanceof UniqueViolation
            ? new Failure(
                    FailureCode.CONFLICT,
                    "You have a subscription of this name.",
                    null,
                    List.of(new FieldError("name", "is taken")))
                .asException()
            : cause);
  }

  private static Throwable conflict(String detail) {
    return Failure.of(FailureCode.CONFLICT, detail).asException();
  }

  private static Throwable absent() {
    return Failure.notFound("subscription").asException();
  }

  private static Throwable noCursor() {
    return Failure.invalid("after", "is no cursor of what was delivered").asException();
  }

  private static <T> Future<T> attempt(java.util.function.Supplier<Future<T>> work) {
    return Future.succeededFuture().compose(begun -> work.get());
  }
}
