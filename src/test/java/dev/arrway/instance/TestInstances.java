package dev.arrway.instance;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Instances that nobody asks anything. */
public final class TestInstances {
  private TestInstances() {}

  public static Instance of(long id, String name, String url) {
    return new Instance(
        id,
        1,
        false,
        name,
        "radarr",
        URI.create(url),
        false,
        true,
        30,
        300,
        true,
        Map.of(),
        false,
        HealthState.NEW,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
