package dev.arrway.feature.schedules.plan;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been searched on an instance.
 *
 * @param last when each item was searched last, by its id; items that never were are not in it
 * @param withinHour how many items were searched within the last hour
 */
public record SearchLog(Map<Long, Instant> last, int withinHour) {
  /** Nothing was. */
  public static final SearchLog NONE = new SearchLog(Map.of(), 0);

  public SearchLog {
    last = Map.copyOf(last);
  }

  /** The later of what is known here and there. */
  @Nullable Instant lastOf(Candidate candidate) {
    Instant here = last.get(candidate.id());
    Instant there = candidate.item().lastSearchAt();
    if (here == null || there == null) {
      return here == null ? there : here;
    }
    return here.isAfter(there) ? here : there;
  }
}
