package dev.arrway.quality;

import dev.arrway.instance.Instance;
import dev.arrway.kind.arr.LibraryKind;

/** An instance, and what it manages. */
record Place(Instance instance, LibraryKind kind) {}
