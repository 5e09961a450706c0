package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.SearchTarget;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run searches, and why not the rest.
 *
 * @param blocked why nothing is searched at all, or null
 * @param verdicts one for each candidate, what is selected first and in its order
 * @param searches the commands that search what is selected
 * @param estimatedQueries requests to indexers that the searches will probably cause
 */
public record Plan(
    @Nullable Block blocked, List<Verdict> verdicts, List<Search> searches, int estimatedQueries) {
  public Plan {
    verdicts = List.copyOf(verdicts);
    searches = List.copyOf(searches);
  }

  /** What became of one candidate. */
  public record Verdict(Candidate candidate, Reason reason) {}

  /** One command and the items that it searches. */
  public record Search(SearchTarget target, List<Candidate> items) {
    public Search {
      items = List.copyOf(items);
    }
  }

  /** What is searched, in order. */
  public List<Candidate> selected() {
    return verdicts.stream()
        .filter(verdict -> verdict.reason() == Reason.SELECTED)
        .map(Verdict::candidate)
        .toList();
  }

  /** How many candidates have which reason; reasons that none has are left out. */
  public Map<Reason, Integer> counts() {
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    verdicts.forEach(verdict -> counts.merge(verdict.reason(), 1, Integer::sum));
    return counts;
  }
}
