package dev.arrway.feature.drift;

import dev.arrway.domain.drift.Difference;
import dev.arrway.domain.drift.RevertPlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way back to a baseline, as it is shown or was begun.
 *
 * @param baseline the baseline's version
 * @param dryRun whether it is shown only
 * @param stale whether the instance did not answer, so that it is planned from what was last seen
 * @param seenAt when what it is planned from was seen
 * @param changes what is put back, in the order in which that is done
 * @param notReverted what stays as it is, and why
 * @param correlationId joins the changes in the outbox; null for a dry run
 * @param outboxIds of the changes, in their order; empty for a dry run
 */
public record DriftRevert(
    long instanceId,
    int baseline,
    boolean dryRun,
    boolean stale,
    Instant seenAt,
    List<Change> changes,
    List<RevertPlan.Kept> notReverted,
    @Nullable String correlationId,
    List<Long> outboxIds) {
  public DriftRevert {
    changes = List.copyOf(changes);
    notReverted = List.copyOf(notReverted);
    outboxIds = List.copyOf(outboxIds);
  }

  /**
   * One object that is put back.
   *
   * @param path the object
   * @param action {@code create}, {@code update} or {@code delete}
   * @param outboxId the change in the outbox; null for a dry run
   */
  public record Change(
      String path, String action, List<Difference> differences, @Nullable Long outboxId) {
    public Change {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What is asked for.
   *
   * @param version the baseline's version, null for the newest
   * @param paths patterns of the paths to put back, null for all that is not ignored
   */
  public record Request(
      @Nullable Integer version,
      @Nullable List<String> paths,
      boolean dryRun,
      boolean deleteAdded) {}
}
