/** Benchmarks: plain mains that print figures; see the profile {@code bench}. */
@NullMarked
package dev.arrway.bench;

import org.jspecify.annotations.NullMarked;
