/**
 * What Radarr and Sonarr have in common: the key, paging, the operations that are the same in both,
 * and the facts that drift is measured by.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.shared.arr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
