package dev.arrway.feature.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null means any.
 *
 * @param since entries of this instant and later
 */
public record AuditFilter(
    @Nullable Long userId,
    @Nullable Long instanceId,
    @Nullable String action,
    @Nullable Instant since) {
  /** All of them. */
  public static AuditFilter all() {
    return new AuditFilter(null, null, null, null);
  }
}
