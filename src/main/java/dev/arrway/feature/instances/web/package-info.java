/** Routes of instances, their types, settings and health. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.instances.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
