package dev.arrway.gateway.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest events of one owner, in memory.
 *
 * @param frames all of the owner's events above {@code from} up to {@code through}, in order
 */
record EventWindow(long from, long through, List<EventFrame> frames) {
  private static final int MOST_FRAMES = 256;
  private static final int MOST_BYTES = 128 << 10;

  EventWindow {
    frames = List.copyOf(frames);
  }

  /** Nothing yet: what is seen next comes after this id. */
  static EventWindow at(long id) {
    return new EventWindow(id, id, List.of());
  }

  /** With what came next; the oldest give way when there is too much. */
  EventWindow plus(List<EventFrame> newer, long newThrough) {
    List<EventFrame> all = new ArrayList<>(frames);
    all.addAll(newer);
    int keep = all.size();
    int bytes = 0;
    while (keep > 0 && all.size() - keep < MOST_FRAMES) {
      bytes += all.get(keep - 1).length();
      if (bytes > MOST_BYTES) {
        break;
      }
      keep--;
    }
    return new EventWindow(
        keep == 0 ? from : all.get(keep - 1).id(), newThrough, all.subList(keep, all.size()));
  }

  /** Whether a reader that was there finds here whatever it has not seen. */
  boolean continues(long id) {
    return id >= from && id <= through;
  }

  /** The events above an id. */
  List<EventFrame> after(long id) {
    int first = frames.size();
    while (first > 0 && frames.get(first - 1).id() > id) {
      first--;
    }
    return frames.subList(first, frames.size());
  }
}
