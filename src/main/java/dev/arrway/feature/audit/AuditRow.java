package dev.arrway.feature.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did or tried to do, before it has an id.
 *
 * @param userId who, or null when nobody was recognised
 * @param username the name that they had or gave
 * @param action the operation, by its operationId
 * @param instanceId the instance that it was about
 * @param target what it was about otherwise, such as {@code user:7}
 * @param address where from
 * @param outcome {@value #OK}, or the wire name of the failure that was answered
 * @param detail more, by operation: JSON values by snake_case names, never a secret
 */
public record AuditRow(
    @Nullable Long userId,
    @Nullable String username,
    String action,
    @Nullable Long instanceId,
    @Nullable String target,
    @Nullable String address,
    String outcome,
    Map<String, Object> detail) {
  /** How what succeeded ends. */
  public static final String OK = "ok";

  public AuditRow {
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
  }

  /** What a known user did, about no particular object. */
  public static AuditRow of(
      @Nullable Long userId,
      @Nullable String username,
      String action,
      @Nullable String address,
      String outcome) {
    return new AuditRow(userId, username, action, null, null, address, outcome, Map.of());
  }

  /** The same about something. */
  public AuditRow about(String thing) {
    return new AuditRow(userId, username, action, instanceId, thing, address, outcome, detail);
  }

  /** The same about an instance. */
  public AuditRow aboutInstance(long id) {
    return new AuditRow(userId, username, action, id, target, address, outcome, detail);
  }

  /** The same with more to tell. */
  public AuditRow with(Map<String, Object> more) {
    return new AuditRow(userId, username, action, instanceId, target, address, outcome, more);
  }
}
