package dev.arrway.sandbox.arr;

import java.util.List;
import java.util.Set;

/**
 * What tells one server from another outside of its own library.
 *
 * @param version the version it says it is unless told otherwise
 * @param folder the first root folder
 * @param qualities all of them, worst first
 * @param profileLanguage whether quality profiles have a language
 * @param commands names that {@code POST /command} knows
 */
public record ArrVendor(
    String appName,
    String version,
    String folder,
    List<Quality> qualities,
    boolean profileLanguage,
    Set<String> commands) {
  /** Keeps its own copies. */
  public ArrVendor {
    qualities = List.copyOf(qualities);
    commands = Set.copyOf(commands);
  }

  /** The quality of this name, which must exist. */
  public Quality quality(String name) {
    return qualities.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
