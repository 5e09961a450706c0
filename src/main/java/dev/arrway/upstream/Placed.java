package dev.arrway.upstream;

/** Something that one of several instances answered. */
public record Placed<T>(Instance instance, T item) {}
