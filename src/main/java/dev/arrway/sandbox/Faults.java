package dev.arrway.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The switches that are set. The first that matches a request is played; later ones wait. Safe to
 * use from any thread, at any time.
 */
public final class Faults {
  private final Map<Integer, Active> active = new TreeMap<>();
  private final SplittableRandom random;
  private int lastId;

  private static final class Active {
    private final Fault fault;
    private long taken;

    private Active(Fault fault) {
      this.fault = fault;
    }

    private boolean spent() {
      return fault.count() > 0 && taken >= fault.count();
    }
  }

  /** A switch that is set, with the requests that it took. */
  public record Set(int id, Fault fault, long taken) {}

  Faults(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Sets one more; gives its number. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized int add(Fault fault) {
    lastId++;
    active.put(lastId, new Active(fault));
    return lastId;
  }

  /** Puts these in the place of all. */
  public synchronized void replace(List<Fault> faults) {
    active.clear();
    faults.forEach(this::add);
  }

  /** Whether there was one of this number. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean remove(int id) {
    return active.remove(id) != null;
  }

  /** All is well again for requests to come; those that hang go on hanging. */
  public synchronized void clear() {
    active.clear();
  }

  /** What is set, spent ones too. */
  public synchronized List<Set> list() {
    var sets = new ArrayList<Set>();
    active.forEach((id, one) -> sets.add(new Set(id, one.fault, one.taken)));
    return List.copyOf(sets);
  }

  synchronized Optional<Fault> take(String method, String path, @Nullable String query) {
    for (var one : active.values()) {
      if (!one.spent()
          && one.fault.matches(method, path, query)
          && (one.fault.probability() >= 1 || random.nextDouble() < one.fault.probability())) {
        one.taken++;
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }
}
