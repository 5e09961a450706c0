package dev.arrway.instance;

import dev.arrway.bus.Bus;
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
  public static InstanceDirectory directory(Bus bus, List<Instance> instances) {
    InstanceDirectory directory = new InstanceDirectory(bus);
    instances.forEach(directory::put);
    return directory;
  }

  public static Instance of(long id, long owner, String name, String type, String url) {
    return new Instance(
        id,
        owner,
        false,
        name,
        type,
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
