package dev.arrway.sandbox.jellyfin;

import dev.arrway.platform.config.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where Jellyfin looks for a key. */
final class JellyfinAuth {
  private static final Pattern TOKEN = Pattern.compile("(?:^|[ ,])Token=\"([^\"]*)\"");
  private static final String SCHEME = "MediaBrowser ";

  private final Secret key;
  private final boolean oldWays;

  /** The old ways are off since version 12. */
  JellyfinAuth(Secret key, boolean oldWays) {
    this.key = key;
    this.oldWays = oldWays;
  }

  boolean allowed(HttpServerRequest request) {
    var today = Stream.of(token(request), exact(request, "ApiKey"));
    var before =
        Stream.of(
            request.getHeader("X-Emby-Token"),
            request.getHeader("X-MediaBrowser-Token"),
            exact(request, "api_key"));
    return Stream.concat(today, oldWays ? before : Stream.empty())
        .filter(Objects::nonNull)
        .anyMatch(given -> Secret.of(given).equals(key));
  }

  private static @Nullable String token(HttpServerRequest request) {
    var header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    Matcher token = TOKEN.matcher(header);
    return header.startsWith(SCHEME) && token.find()
        ? URLDecoder.decode(token.group(1), StandardCharsets.UTF_8)
        : null;
  }

  private static @Nullable String exact(HttpServerRequest request, String name) {
    return request.params().entries().stream()
        .filter(each -> each.getKey().equals(name))
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
