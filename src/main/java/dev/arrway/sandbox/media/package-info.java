/** What simulated media servers share: libraries, files on disks, and scans that find them. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
