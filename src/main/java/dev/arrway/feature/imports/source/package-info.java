/**
 * Reads lists of titles in the forms that people have them in: CSV, JSON, plain text and the
 * exports of Letterboxd and IMDb. Pure: text in, candidates out, and what is wrong with a row is
 * said of that row.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.imports.source;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
