/**
 * What changed between two states of a server: whole documents are read for their meaning, compared
 * field by field, and a way back is planned. Documents are plain trees of maps, lists, text,
 * numbers and truth values.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.drift;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
