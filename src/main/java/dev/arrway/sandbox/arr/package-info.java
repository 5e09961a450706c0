/**
 * What the simulated Radarr and Sonarr share: routing, authentication, paging, commands, profiles,
 * queue and history.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.arr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
