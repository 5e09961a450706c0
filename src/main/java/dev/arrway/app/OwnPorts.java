package dev.arrway.app;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** The ports that this process listens on, which no instance may point at. */
final class OwnPorts implements IntPredicate {
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

  void add(int port) {
    ports.add(port);
  }

  @Override
  public boolean test(int port) {
    return ports.contains(port);
  }
}
