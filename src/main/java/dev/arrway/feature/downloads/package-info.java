/**
 * All download clients as one: what they have, with the queue entries it belongs to; new downloads,
 * through the outbox; what happens to them, as events; and what is done about those that go
 * nowhere.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.downloads;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
