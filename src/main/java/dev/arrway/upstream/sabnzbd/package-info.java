/**
 * SABnzbd, API of 3.x to 5.x: its descriptor, settings, client, wire records and mapper. It answers
 * every failure its own way (403 with plain text or nothing, 200 with an error in JSON), writes
 * numbers as texts, and moves a job from its queue to its history when there is nothing left to
 * fetch.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.sabnzbd;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
