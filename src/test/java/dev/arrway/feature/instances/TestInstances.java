package dev.arrway.feature.instances;

import dev.arrway.upstream.HealthState;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Instances that nobody asks anything. */
public final class TestInstances {
  private TestInstances() {}

  public static Instance of(long id, String name, String url) {
    return of(id, 1, name, "radarr", url);
  }

  /** A directory of these and no others. */
  public static InstanceDirectory directory(List<Instance> instances) {
    InstanceDirectory directory = new InstanceDirectory();
    instances.forEach(directory::put);
    return directory;
  }

  public static Instance of(long id, long owner, String name, String type, String url) {
    return instance(id, owner, name, type, url, 30, true);
  }

  /** An instance of Radarr with this timeout. */
  public static Instance withTimeout(long id, long owner, int timeoutSeconds) {
    return instance(
        id, owner, "Radarr " + id, "radarr", "http://127.0.0.1:1", timeoutSeconds, true);
  }

  /** An instance of Radarr that is switched off. */
  public static Instance disabled(long id, long owner) {
    return instance(id, owner, "Radarr " + id, "radarr", "http://127.0.0.1:1", 30, false);
  }

  private static Instance instance(
      long id,
      long owner,
      String name,
      String type,
      String url,
      int timeoutSeconds,
      boolean enabled) {
    return new Instance(
        id,
        owner,
        false,
        name,
        type,
        URI.create(url),
        false,
        true,
        timeoutSeconds,
        300,
        enabled,
        Map.of(),
        false,
        HealthState.NEW,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
