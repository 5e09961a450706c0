/**
 * What happens in Radarr and Sonarr behind the gateway's back: webhooks that they send, and the
 * history that tells of what no webhook told. Both become the same events, once.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.webhooks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
