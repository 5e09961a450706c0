package dev.arrway.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries, not yet held against the contract.
 *
 * @param parameters path, query and header parameters by name
 * @param body null when there is none
 * @param size bytes of the body as it came
 * @param userAgent the client's name for itself
 */
record RequestContent(
    Map<String, Object> parameters,
    @Nullable JsonObject body,
    int size,
    @Nullable String userAgent) {}
