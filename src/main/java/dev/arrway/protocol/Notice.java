package dev.arrway.protocol;

import java.util.List;

/**
 * A message to all who subscribed to its type. Nobody answers it, and losing one must cost no more
 * than a delay.
 */
public interface Notice {
  /**
   * Events of these owners were committed and can be read from the log.
   *
   * @param ownerIds whose; empty when it is not known, so that everybody had better look
   */
  record EventsAppended(List<Long> ownerIds) implements Notice {
    public EventsAppended {
      ownerIds = List.copyOf(ownerIds);
    }

    /** Returns a notice for events whose owners are not known. */
    public static EventsAppended perhaps() {
      return new EventsAppended(List.of());
    }
  }

  /** A library snapshot was replaced. */
  record LibraryChanged(long ownerId, long instanceId) implements Notice {}

  /** A playlist's entries were replaced, or the playlist is gone. */
  record PlaylistChanged(long ownerId, long playlistId) implements Notice {}

  /** What a user may do has changed: streams and cached tokens of that user end. */
  record AccessChanged(long userId) implements Notice {}
}
