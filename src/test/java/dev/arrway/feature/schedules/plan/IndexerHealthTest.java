package dev.arrway.feature.schedules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.HealthIssue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a search would ask anybody. */
class IndexerHealthTest {
  private static final List<ArrIndexer> TWO =
      List.of(indexer("Marble", true), indexer("Copper", true), indexer("By hand", false));

  private static ArrIndexer indexer(String name, boolean automatic) {
    return new ArrIndexer(1, name, "Torznab", "torrent", 25, true, automatic, true);
  }

  private static HealthIssue issue(String source, String severity, String message, String page) {
    return new HealthIssue(source, severity, message, page);
  }

  private static Block trouble(HealthIssue... issues) {
    return IndexerHealth.trouble(TWO, List.of(issues));
  }

  @Test
  void oneThatAnswersIsEnough() {
    assertThat(trouble()).isNull();
    assertThat(
            trouble(issue("IndexerStatusCheck", "warning", "Indexers unavailable: Copper", null)))
        .isNull();
    assertThat(trouble(issue("DownloadClientCheck", "error", "all: Marble, Copper", null)))
        .isNull();
  }

  @Test
  void allFailingIsToldInThreeWays() {
    assertThat(trouble(issue("IndexerStatusCheck", "error", "Alle Indexer sind weg", null)))
        .isEqualTo(Block.INDEXERS_FAILING);
    assertThat(
            trouble(
                issue("IndexerStatusCheck", "warning", "x: Copper", null),
                issue("IndexerLongTermStatusCheck", "warning", "y: Marble", null)))
        .isEqualTo(Block.INDEXERS_FAILING);
    assertThat(
            trouble(
                issue(
                    "IndexerSearchCheck",
                    "warning",
                    "All search-capable indexers are temporarily unavailable",
                    "https://wiki/x#indexers-are-unavailable-due-to-failures")))
        .isEqualTo(Block.INDEXERS_FAILING);
  }

  @Test
  void nobodyToAskIsSaid() {
    assertThat(IndexerHealth.trouble(List.of(indexer("By hand", false)), List.of()))
        .isEqualTo(Block.NO_INDEXERS);
    assertThat(IndexerHealth.searching(TWO)).isEqualTo(2);
  }
}
