package dev.arrway.upstream;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The implementations, by features, of the ports through which kinds store and find data, such as
 * the sink of libraries.
 */
public final class StoragePorts {
  /** No port at all, for nodes and tests whose upstreams store nothing. */
  public static final StoragePorts NONE = new StoragePorts(Map.of());

  private final Map<Class<?>, Object> ports;

  private StoragePorts(Map<Class<?>, Object> ports) {
    this.ports = Map.copyOf(ports);
  }

  /** Returns these ports and one more. */
  public <P> StoragePorts with(Class<P> type, P port) {
    Map<Class<?>, Object> all = new HashMap<>(ports);
    all.put(type, port);
    return new StoragePorts(all);
  }

  /** Returns a port; throws {@code IllegalStateException} when nothing implements it. */
  public <P> P get(Class<P> type) {
    Object port = ports.get(type);
    if (port == null) {
      throw missing(type);
    }
    return type.cast(port);
  }

  /** Throws {@code IllegalStateException} when nothing implements one of these ports. */
  void require(Collection<Class<?>> types) {
    types.stream()
        .filter(type -> !ports.containsKey(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw missing(type);
            });
  }

  private static IllegalStateException missing(Class<?> type) {
    return new IllegalStateException("no feature implements " + type.getName());
  }
}
