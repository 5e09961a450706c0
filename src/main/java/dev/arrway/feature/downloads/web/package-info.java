/** Routes of downloads and of the rules for failed ones. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.downloads.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
