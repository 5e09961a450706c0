package dev.arrway.wanted;

import dev.arrway.upstream.Instance;

/** Something that one of several instances answered. */
public record Placed<T>(Instance instance, T item) {}
