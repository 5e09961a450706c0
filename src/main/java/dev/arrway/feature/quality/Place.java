package dev.arrway.feature.quality;

import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.upstream.Instance;

/** An instance, and what it manages. */
record Place(Instance instance, LibraryKind kind) {}
