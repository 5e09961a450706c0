package dev.arrway.feature.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the API shows it; the parts are those of {@link AuditRow}.
 *
 * @param userId null also when the account is gone
 * @param detail null when there is nothing more to tell
 */
public record AuditEntry(
    long id,
    @Nullable Long userId,
    @Nullable String username,
    String action,
    @Nullable Long instanceId,
    @Nullable String target,
    @Nullable String address,
    String outcome,
    Instant occurredAt,
    @Nullable Map<String, Object> detail) {}
