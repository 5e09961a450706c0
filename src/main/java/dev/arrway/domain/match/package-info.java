/**
 * Which library item is this entry, and how sure are we: an immutable index over library titles,
 * exact by id and normalised title, then fuzzy by rare trigrams blocked by year. Never compares
 * every pair.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.match;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
