package dev.arrway.gateway;

/** The operations of one resource. */
@FunctionalInterface
public interface Routes {
  /** Adds them. */
  void register(Operations.Builder operations);
}
