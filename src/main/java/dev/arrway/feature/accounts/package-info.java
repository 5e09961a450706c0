/** Users, their sessions and keys, and who a request comes from. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.accounts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
