package dev.arrway.feature.subscriptions;

import java.util.Locale;

/** How far a delivery is. */
public enum DeliveryState {
  /** Waits for its turn or for another try. */
  PENDING,
  /** The receiver took it. */
  DELIVERED,
  /** Put aside; only a replay tries it again. */
  DEAD_LETTERED;

  /** The name in the API and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeliveryState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
