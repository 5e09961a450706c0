package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.HealthIssue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether any indexer of an instance would answer a search, by what the instance complains about.
 * Its sentences come in its owner's language, so that sources, severities, the page that explains
 * them, and the indexers' names are gone by. The sources are those of Radarr's and Sonarr's own
 * health checks.
 */
public final class IndexerHealth {
  private static final Set<String> STATUS_CHECKS =
      Set.of("IndexerStatusCheck", "IndexerLongTermStatusCheck");
  private static final String SEARCH_CHECK = "IndexerSearchCheck";
  private static final String FAILURES = "indexers-are-unavailable-due-to-failures";

  private IndexerHealth() {}

  /** How many indexers searches go to. */
  public static int searching(List<ArrIndexer> indexers) {
    return (int) indexers.stream().filter(ArrIndexer::automaticSearch).count();
  }

  /** Why a search would ask nobody, or null when it would ask somebody. */
  public static @Nullable Block trouble(List<ArrIndexer> indexers, List<HealthIssue> issues) {
    if (searching(indexers) == 0) {
      return Block.NO_INDEXERS;
    }
    boolean all = issues.stream().anyMatch(IndexerHealth::meansAll);
    return all || failing(issues).containsAll(names(indexers)) ? Block.INDEXERS_FAILING : null;
  }

  private static boolean meansAll(HealthIssue issue) {
    if (STATUS_CHECKS.contains(issue.source())) {
      return issue.severity().equals("error");
    }
    String page = issue.wikiUrl();
    return issue.source().equals(SEARCH_CHECK) && page != null && page.contains(FAILURES);
  }

  /** The names after the colon, by comma. */
  private static Set<String> failing(List<HealthIssue> issues) {
    Set<String> names = new HashSet<>();
    for (HealthIssue issue : issues) {
      int colon = issue.message().indexOf(':');
      if (STATUS_CHECKS.contains(issue.source()) && colon >= 0) {
        for (String name : issue.message().substring(colon + 1).split(",", -1)) {
          names.add(name.strip());
        }
      }
    }
    return names;
  }

  private static List<String> names(List<ArrIndexer> indexers) {
    return indexers.stream()
        .filter(ArrIndexer::automaticSearch)
        .map(indexer -> indexer.name().strip())
        .toList();
  }
}
