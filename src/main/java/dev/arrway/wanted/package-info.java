/**
 * What several instances answer together: wanted lists, queues, histories and disks, with the
 * failures of parts named.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.wanted;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
