package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import java.time.Duration;

/**
 * What a session is used with.
 *
 * @param access for {@code Authorization: Bearer}
 * @param accessLife until the access token ends
 * @param refresh exchanged once for the next tokens
 * @param user whose session it is
 */
public record Tokens(Secret access, Duration accessLife, Secret refresh, User user) {}
