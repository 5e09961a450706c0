package dev.arrway.feature.audit.web;

import dev.arrway.feature.audit.AuditLog;
import dev.arrway.feature.audit.AuditRow;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.CallObserver;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the audit what known callers changed or tried to. Calls over a rate limit are left out,
 * so that nobody can fill the audit.
 */
public final class AuditTrail implements CallObserver {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final List<String> TARGETS =
      List.of("user", "key", "session", "playlist", "subscription");
  private static final String LIMITED = FailureCode.LIMIT_EXCEEDED.wireName();

  private final AuditLog audit;

  private final Set<String> recordedElsewhere;

  /**
   * Creates a trail.
   *
   * @param audit the log that it writes to
   * @param recordedElsewhere ids of the operations that write to the audit by themselves
   */
  public AuditTrail(AuditLog audit, Set<String> recordedElsewhere) {
    this.audit = audit;
    this.recordedElsewhere = Set.copyOf(recordedElsewhere);
  }

  @Override
  public void ended(Call call, boolean changes, int status, String code, Duration took) {
    Caller caller = call.caller();
    boolean recorded =
        changes && !code.equals(LIMITED) && !recordedElsewhere.contains(call.operationId());
    if (caller != null && recorded) {
      Sink.of(
          audit.record(row(call, caller, code)),
          Runnable::run,
          (written, cause) -> logFailure(call, cause));
    }
  }

  private static void logFailure(Call call, @Nullable Throwable cause) {
    if (cause != null) {
      LOG.atWarn()
          .addKeyValue("operation", call.operationId())
          .addKeyValue("trace", call.traceId())
          .setCause(cause)
          .log("a call could not be written to the audit");
    }
  }

  private static AuditRow row(Call call, Caller caller, String code) {
    AuditRow row =
        AuditRow.of(caller.userId(), caller.username(), call.operationId(), call.address(), code);
    Optional<String> target = target(call);
    AuditRow about = target.isPresent() ? row.about(target.get()) : row;
    Optional<Long> instance =
        call.optionalLong("instance_id").or(() -> call.optionalLong("client_id"));
    return instance.isPresent() ? about.aboutInstance(instance.get()) : about;
  }

  private static Optional<String> target(Call call) {
    return TARGETS.stream()
        .flatMap(kind -> call.optionalLong(kind + "_id").map(id -> kind + ":" + id).stream())
        .findFirst();
  }
}
