package dev.arrway.platform.http;

/**
 * Keeps retries at a fifth of the calls: every call earns a fifth of a retry, and a few are kept in
 * reserve for quiet instances.
 */
final class RetryBudget {
  private static final double EARNED = 0.2;
  private static final double RESERVE = 2;
  private static final double MOST = 10;

  private double credit = RESERVE;

  /** A first attempt was made. */
  void earn() {
    credit = Math.min(MOST, credit + EARNED);
  }

  /** Takes one retry out of the budget; false when it is used up. */
  boolean spend() {
    if (credit < 1) {
      return false;
    }
    credit -= 1;
    return true;
  }
}
