/** Routes of the audit, and the recording of calls that change something. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.audit.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
