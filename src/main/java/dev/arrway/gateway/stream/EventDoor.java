package dev.arrway.gateway.stream;

import java.util.List;

/**
 * Carries events to one client. Everything is called on the client's own context, in the order of
 * the log.
 */
public interface EventDoor {
  /** Why a stream is over. */
  enum End {
    /** This node goes down or the access has changed: the client may come back with its cursor. */
    COME_BACK,
    /** The client did not read what waited for it. */
    TOO_SLOW,
    /** The client wants no more. */
    UNWANTED
  }

  /** Whether the client should be waited for. */
  boolean full();

  /** What to call when there is room again; called once, before anything is written. */
  void onDrain(Runnable drained);

  /** Opens the stream: the client stands here. {@code reset} says that history is gone. */
  void begin(String cursor, boolean reset);

  /** Events, at least one. */
  void events(List<EventFrame> frames);

  /** The client stands here now although no event tells so. */
  void place(String cursor, boolean reset);

  /** Shows that the stream is alive. */
  void alive();

  /** No more is written; the client is told why where that is possible. */
  void end(End why);
}
