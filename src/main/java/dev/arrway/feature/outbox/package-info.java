/**
 * What is asked of upstreams, kept until it is done: a row before anything is sent, tries that go
 * on while an upstream is down, and no change twice because an answer was lost.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
