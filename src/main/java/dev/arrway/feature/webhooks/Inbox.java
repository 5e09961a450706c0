package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.NewsKind;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrNewsReader;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes the messages of webhooks in the order in which they arrived. A message is deleted in
 * the transaction of its effects, so one that is being processed when the process ends is processed
 * again by the next.
 */
final class Inbox {
  /** Types come from outside, and each has a row of its own. */
  private static final String UNKNOWN = "unknown";

  private static final String UNREADABLE = "unreadable";

  private final NewsParts parts;
  private final NewsDesk desk;
  private final LongConsumer touched;
  private final InstanceQueues queues;

  /**
   * Creates an inbox that processes nothing yet.
   *
   * @param touched is told of instances of which titles are to be read again
   */
  Inbox(NewsParts parts, NewsDesk desk, LongConsumer touched) {
    this.parts = parts;
    this.desk = desk;
    this.touched = touched;
    this.queues = new InstanceQueues("work on webhooks", this::step);
  }

  /** Processes the messages of an instance soon. */
  void wake(long instanceId) {
    queues.wake(instanceId);
  }

  /** Finds messages that an earlier process or a failure has left, and processes them. */
  Future<Void> look() {
    return parts
        .database()
        .background()
        .asSystem(InboxRows::waiting)
        .map(
            all -> {
              all.forEach(queues::wake);
              return null;
            });
  }

  void stop() {
    queues.stop();
  }

  private record Worked(InboxRows.Message message, NewsDesk.@Nullable Outcome outcome) {}

  private Future<Boolean> step(long instanceId) {
    Optional<Instance> instance = parts.directory().find(instanceId);
    if (instance.isEmpty()) {
      return Future.succeededFuture(false);
    }
    InboxRows.@Nullable Message[] current = new InboxRows.Message[1];
    return parts
        .database()
        .background()
        .asSystem(
            c ->
                InboxRows.next(c, instanceId)
                    .compose(
                        next -> {
                          current[0] = next.orElse(null);
                          return next.isPresent()
                              ? work(c, instance.get(), next.get()).map(Optional::of)
                              : Future.succeededFuture(Optional.<Worked>empty());
                        }))
        .compose(
            worked ->
                worked.isPresent()
                    ? told(instance.get(), worked.get()).map(true)
                    : Future.succeededFuture(false))
        .recover(cause -> failed(current[0], cause));
  }

  /**
   * Handles a failure to process a message: counts an attempt, and returns true. Fails when the
   * database is unavailable, since the message is not the cause.
   */
  private Future<Boolean> failed(InboxRows.@Nullable Message message, Throwable cause) {
    return message == null || cause instanceof StoreUnavailable
        ? Future.failedFuture(cause)
        : parts.database().background().asSystem(c -> InboxRows.tried(c, message.id())).map(true);
  }

  private Future<Worked> work(SqlConnection c, Instance instance, InboxRows.Message message) {
    Optional<ArrNewsReader> reader = ArrKind.news(parts.catalog().apply(instance.type()));
    ArrNews news;
    try {
      news = reader.map(it -> it.read(message.payload())).orElse(null);
    } catch (FailureException e) {
      return kept(c, instance, message, UNREADABLE, "failed");
    }
    if (news == null || news.kind() == NewsKind.UNKNOWN) {
      return kept(c, instance, message, UNKNOWN, "ignored");
    }
    return desk.take(c, instance, news, message.receivedAt(), "webhook")
        .compose(
            outcome ->
                count(c, instance, news.eventType(), outcome.duplicate())
                    .compose(counted -> InboxRows.done(c, message.id()))
                    .compose(
                        done ->
                            outcome.event() == null
                                ? Future.succeededFuture()
                                : parts.events().append(c, List.of(outcome.event())))
                    .map(new Worked(message, outcome)));
  }

  private Future<Worked> kept(
      SqlConnection c, Instance instance, InboxRows.Message message, String type, String state) {
    return count(c, instance, type, false)
        .compose(counted -> InboxRows.keep(c, message.id(), state))
        .map(new Worked(message, null));
  }

  private static Future<Void> count(
      SqlConnection c, Instance instance, String type, boolean duplicate) {
    return InboxRows.count(c, instance.id(), instance.ownerId(), type, duplicate);
  }

  private Future<Void> told(Instance instance, Worked worked) {
    NewsDesk.Outcome outcome = worked.outcome();
    if (outcome != null && outcome.touched()) {
      touched.accept(instance.id());
    }
    return outcome != null && outcome.changed()
        ? parts.library().changed(instance)
        : Future.succeededFuture();
  }
}
