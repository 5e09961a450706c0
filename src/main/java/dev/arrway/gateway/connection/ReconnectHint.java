package dev.arrway.gateway.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The news that a connection ends, and how to go on. Its JSON form is an object to which members
 * may be added later, such as a ticket for the next connection.
 *
 * @param reason why the connection ends
 * @param endsIn how soon; zero when it ends with this
 * @param retry how long the client should wait after the end
 */
public record ReconnectHint(EndReason reason, Duration endsIn, Duration retry) {
  /** The name of the event or message that carries a hint. */
  public static final String TYPE = "reconnect";

  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  /** Clients whose connections end at the same time come back spread over this time. */
  private static final Duration SPREAD = Duration.ofSeconds(4);

  /** Returns a hint with a waiting time that differs from client to client. */
  public static ReconnectHint of(EndReason reason, Duration endsIn) {
    long spread = ThreadLocalRandom.current().nextLong(SPREAD.toMillis());
    return new ReconnectHint(reason, endsIn, LEAST_WAIT.plusMillis(spread));
  }

  /**
   * Returns the hint as JSON.
   *
   * @param cursor where the client's events ended so far; null when it follows none
   */
  public ObjectNode json(@Nullable String cursor) {
    ObjectNode hint =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", TYPE)
            .put("reason", reason.wireName())
            .put("ends_in_ms", endsIn.toMillis())
            .put("retry_ms", retry.toMillis());
    return cursor == null ? hint : hint.put("cursor", cursor);
  }
}
