package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Ailment;
import dev.arrway.domain.download.FailureAction;
import dev.arrway.domain.download.Spared;
import dev.arrway.domain.download.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was made.
 *
 * @param kind {@code torrent} or {@code nzb}
 * @param instanceIds the Radarr and Sonarr instances that knew of the download
 * @param outboxIds the changes that were asked for
 */
public record DecisionMade(
    long id,
    long clientId,
    String downloadId,
    String name,
    String kind,
    Ailment reason,
    FailureAction action,
    Verdict verdict,
    Spared spared,
    int strikes,
    Instant since,
    List<Long> instanceIds,
    List<Long> outboxIds,
    @Nullable String correlationId,
    Instant decidedAt) {
  public DecisionMade {
    instanceIds = List.copyOf(instanceIds);
    outboxIds = List.copyOf(outboxIds);
  }
}
