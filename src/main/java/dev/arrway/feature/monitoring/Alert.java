package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was, or is, too high.
 *
 * @param instanceId null when it is about the gateway itself
 * @param subject a volume's path or an account's name, or null for the instance itself
 * @param value what opened it, or null when it has no number
 * @param threshold what it should stay below, or null when it has no number
 * @param closedAt null while it is open
 */
public record Alert(
    long id,
    @Nullable Long instanceId,
    AlertType type,
    @Nullable String subject,
    Severity severity,
    String message,
    @Nullable Double value,
    @Nullable Double threshold,
    Instant openedAt,
    @Nullable Instant closedAt) {}
