package dev.arrway.platform.config;

import java.util.List;

/**
 * Keys below {@code cluster}: accepted as they are meant, but only {@code enabled: false} so far.
 *
 * @param port of membership
 * @param busPort of messages between nodes
 * @param members host and port of every node
 */
public record ClusterConfig(
    boolean enabled, String name, String host, int port, int busPort, List<String> members) {

  /** Refuses a cluster, and checks the rest. */
  public ClusterConfig {
    members = List.copyOf(members);
    new Check()
        .that(
            !enabled,
            "cluster.enabled",
            true,
            "this version runs as one process only; set it to false")
        .filled("cluster.name", name)
        .filled("cluster.host", host)
        .port("cluster.port", port)
        .port("cluster.bus_port", busPort)
        .done();
  }
}
