package dev.arrway.gateway;

import java.time.Duration;

/**
 * Sees every call of an operation after it ended: for the audit, the log and metrics. It must be
 * quick and must not throw.
 */
@FunctionalInterface
public interface CallObserver {
  /**
   * A call ended.
   *
   * @param changes whether the operation changes something, by its HTTP method
   * @param status the HTTP status that it has or would have
   * @param code the failure's code, or {@code ok}
   */
  void ended(Call call, boolean changes, int status, String code, Duration took);
}
