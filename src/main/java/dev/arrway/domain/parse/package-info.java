/**
 * What a playlist entry says about itself: its kind, title, year, season and episode, tags and ids.
 * Names are ambiguous, so an entry has several readings, the most literal first; matching picks
 * among them.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.parse;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
