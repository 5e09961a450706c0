package dev.arrway.domain.timeline;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.download.Download;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things are right now, as far as it was asked and answered.
 *
 * @param title as its instance has it; null when that is not known
 * @param queue what the instance is downloading for it
 * @param indexers what the instance says is wrong with its indexers
 * @param instanceTrouble why the instance does not answer; null when it does
 * @param download as its client has it; null when that is not known
 * @param clientTrouble why the client does not answer; null when it does
 * @param mediaServers how many there are
 * @param deafServers the names of those that cannot be reached
 */
public record Facts(
    @Nullable LibraryItem title,
    List<QueueItem> queue,
    List<String> indexers,
    @Nullable String instanceTrouble,
    @Nullable Download download,
    @Nullable String clientTrouble,
    int mediaServers,
    List<String> deafServers) {
  public Facts {
    queue = List.copyOf(queue);
    indexers = List.copyOf(indexers);
    deafServers = List.copyOf(deafServers);
  }

  /** Nobody was asked. */
  public static Facts none(int mediaServers, List<String> deafServers) {
    return new Facts(null, List.of(), List.of(), null, null, null, mediaServers, deafServers);
  }
}
