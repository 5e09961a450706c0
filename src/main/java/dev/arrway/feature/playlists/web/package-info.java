/** Routes of playlists and their entries. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.playlists.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
