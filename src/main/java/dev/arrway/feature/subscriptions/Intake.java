package dev.arrway.feature.subscriptions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.feature.subscriptions.DeliveryRows.Made;
import dev.arrway.platform.event.EventBatch;
import dev.arrway.platform.event.EventExtent;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.StoredEvent;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Reads a subscription's owner's log and says what is to be delivered of it. */
final class Intake {
  /** The type of the delivery that says that history is gone. */
  static final String RESET = "reset";

  /** Events about subscriptions. */
  static final String OWN = "subscription.";

  private static final int BLOCK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventHistory history;

  Intake(EventHistory history) {
    this.history = history;
  }

  /**
   * A block of the log.
   *
   * @param deliveries what is wanted of it
   * @param through the cursor behind it
   * @param more whether there is more right now
   */
  record Block(List<Made> deliveries, long through, boolean more) {
    Block {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** What comes after a cursor. */
  Future<Block> after(Subscription s, long cursor, Instant now) {
    List<Long> instances = s.instanceIds();
    EventFilter filter =
        new EventFilter(s.types(), instances.size() == 1 ? instances.get(0) : null);
    return history
        .after(s.ownerId(), cursor, filter, BLOCK)
        .compose(
            batch ->
                batch.gone()
                    ? history.extent(s.ownerId()).map(extent -> reset(s, cursor, extent, now))
                    : Future.succeededFuture(block(s, batch)));
  }

  private Block block(Subscription s, EventBatch batch) {
    List<Made> made =
        batch.events().stream().filter(event -> wants(s, event)).map(e -> made(s, e)).toList();
    return new Block(made, batch.through(), batch.more());
  }

  private static boolean wants(Subscription s, StoredEvent event) {
    Long instance = event.instanceId();
    boolean about =
        s.instanceIds().isEmpty() || (instance != null && s.instanceIds().contains(instance));
    return about && !(event.type().startsWith(OWN) && subject(event) == s.id());
  }

  private static long subject(StoredEvent event) {
    try {
      return JSON.readTree(event.data()).path("subscription_id").asLong();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.id() + " cannot be read", e);
    }
  }

  private Made made(Subscription s, StoredEvent event) {
    String cursor = history.cursor(event.id());
    String key = s.id() + "-" + cursor;
    return new Made(event.id(), false, event.type(), key, event.occurredAt(), event.json(cursor));
  }

  /**
   * The log goes on behind what was pruned. A cursor ahead of everything is of a database that was
   * put back to an earlier state: then it goes on with what comes.
   */
  private Block reset(Subscription s, long cursor, EventExtent extent, Instant now) {
    long through = cursor < extent.pruned() ? extent.pruned() : extent.newest();
    String place = history.cursor(through);
    String key = s.id() + "-" + RESET + "-" + place;
    String body = new StoredEvent(through, null, RESET, now, "{}").json(place);
    return new Block(List.of(new Made(through, true, RESET, key, now, body)), through, true);
  }
}
