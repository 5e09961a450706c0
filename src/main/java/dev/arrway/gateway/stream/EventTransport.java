package dev.arrway.gateway.stream;

import dev.arrway.gateway.connection.OutboundQueue;
import java.util.List;

/**
 * Sends events to one client. All methods are called on the client's context, in the order of the
 * log.
 */
public interface EventTransport {
  /** Returns the queue of messages to the client. */
  OutboundQueue queue();

  /** Opens the stream at a cursor; {@code reset} says that older events have been deleted. */
  void begin(String cursor, boolean reset);

  /** Writes one or more events. */
  void events(List<EventFrame> frames);

  /** Sends the client a new cursor when no event has carried it. */
  void place(String cursor, boolean reset);

  /** Sends a keep-alive message. */
  void alive();
}
