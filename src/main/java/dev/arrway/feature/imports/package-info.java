/**
 * Bulk imports: lists of titles, from wherever they come, added to a library in batches. A job
 * survives the end of its process at any moment, adds nothing twice and forgets nothing.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
