package dev.arrway.feature.imports;

import dev.arrway.domain.media.MediaKind;
import dev.arrway.feature.arrs.AddDefaults.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import.
 *
 * @param kind what the instance's library holds
 * @param position from where rows are still to be read, null when all are there
 * @param error why it waits or has failed, or null
 * @param correlationId joins the changes that it asked for
 * @param endedAt when nothing of it was on its way any more, or null
 */
public record ImportJob(
    long id,
    long ownerId,
    long instanceId,
    MediaKind kind,
    SourceSpec source,
    @Nullable String position,
    ImportOptions options,
    ImportStatus status,
    @Nullable String error,
    ImportCounts counts,
    String correlationId,
    String traceId,
    @Nullable Instant toldAt,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {
  /** From 0 to 1; 1 when there is nothing more to do. */
  public double progress() {
    if (!status.active()) {
      return status == ImportStatus.COMPLETED ? 1 : part();
    }
    return Math.min(part(), 0.999);
  }

  private double part() {
    int total = counts.total();
    return total == 0 || position != null
        ? 0
        : Math.round(1000.0 * (counts.processed() + counts.cancelled()) / total) / 1000.0;
  }

  ImportJob with(
      ImportStatus newStatus, @Nullable String newError, ImportCounts newCounts, boolean ended) {
    Instant end = ended ? Instant.now() : endedAt;
    return copy(position, options, newStatus, newError, newCounts, end);
  }

  /** The same with another place to read on. */
  ImportJob at(@Nullable String newPosition) {
    return copy(newPosition, options, status, error, counts, endedAt);
  }

  /** The same with the place where titles go. */
  ImportJob in(Place place) {
    return copy(position, options.in(place), status, error, counts, endedAt);
  }

  private ImportJob copy(
      @Nullable String newPosition,
      ImportOptions newOptions,
      ImportStatus newStatus,
      @Nullable String newError,
      ImportCounts newCounts,
      @Nullable Instant end) {
    return new ImportJob(
        id,
        ownerId,
        instanceId,
        kind,
        source,
        newPosition,
        newOptions,
        newStatus,
        newError,
        newCounts,
        correlationId,
        traceId,
        toldAt,
        createdAt,
        startedAt,
        end);
  }
}
