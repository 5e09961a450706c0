package dev.arrway.platform.config;

import java.time.Duration;

/** Retention as it is unless configured otherwise. */
public final class TestRetention {
  private TestRetention() {}

  /** With the defaults of {@code conf/arrway.yaml}. */
  public static RetentionConfig standard() {
    return new RetentionConfig(
        Duration.ofDays(180),
        500_000,
        Duration.ofDays(30),
        Duration.ofDays(90),
        200,
        Duration.ofDays(30),
        Duration.ofDays(365),
        Duration.ofDays(30),
        Duration.ofDays(90),
        100_000);
  }
}
