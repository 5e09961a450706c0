/** A simulated SABnzbd: a queue that moves, a history, categories, and its ways of saying no. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.sabnzbd;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
