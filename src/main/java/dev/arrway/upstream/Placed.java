package dev.arrway.upstream;

/** An item together with the instance that it comes from. */
public record Placed<T>(Instance instance, T item) {}
