package dev.arrway.gateway.stream;

import dev.arrway.gateway.connection.OutboundQueue;
import java.util.List;

/**
 * Carries events to one client. Everything is called on the client's own context, in the order of
 * the log.
 */
public interface EventTransport {
  /** Returns the queue of what is written to the client. */
  OutboundQueue queue();

  /** Opens the stream: the client stands here. {@code reset} says that history is gone. */
  void begin(String cursor, boolean reset);

  /** Writes events, at least one. */
  void events(List<EventFrame> frames);

  /** Tells the client where it stands now although no event does. */
  void place(String cursor, boolean reset);

  /** Shows that the stream is alive. */
  void alive();
}
