package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;

/** A new personal key with the key itself, which is shown this once. */
public record CreatedApiKey(ApiKey shown, Secret key) {}
