package dev.arrway.gateway.stream;

import java.util.List;

/**
 * Carries events to one client. Everything is called on the client's own context, in the order of
 * the log.
 */
public interface EventTransport {
  /** Whether the client should be waited for. */
  boolean full();

  /** Sets what to call when there is room again; called once, before anything is written. */
  void onDrain(Runnable drained);

  /** Counts bytes of events that are held for the client and not written yet, all of them. */
  void retain(int bytes);

  /** Opens the stream: the client stands here. {@code reset} says that history is gone. */
  void begin(String cursor, boolean reset);

  /** Writes events, at least one. */
  void events(List<EventFrame> frames);

  /** Tells the client where it stands now although no event does. */
  void place(String cursor, boolean reset);

  /** Shows that the stream is alive. */
  void alive();
}
