/** What makes a process out of the parts: start order, command line and the list of vendors. */
@NullMarked
@CheckReturnValue
package dev.arrway.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
