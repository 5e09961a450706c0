package dev.arrway.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may talk to the gateway: our own, and those of origins on an exact list. Programs
 * that are no browsers send no {@code Origin} and are told apart by their credentials alone.
 */
public final class Origins {
  private final List<String> allowed;

  /**
   * With others' pages.
   *
   * @param allowed scheme, host and port each, without a path
   */
  public Origins(List<String> allowed) {
    this.allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether the page that a request comes from may; true for requests that come from none. */
  public boolean allows(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null
        || allowed.contains(origin.toLowerCase(Locale.ROOT))
        || isOwn(origin, request.getHeader(HttpHeaders.HOST));
  }

  /** The scheme may differ: a proxy may have taken TLS off. */
  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      URI uri = URI.create(origin);
      return uri.getAuthority() != null && uri.getAuthority().equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Lets browsers hand answers to pages on the list, which bring their credentials in headers. */
  void mount(Router router) {
    if (allowed.isEmpty()) {
      return;
    }
    router
        .route()
        .handler(
            CorsHandler.create()
                .addOrigins(allowed)
                .allowedMethods(
                    Set.of(
                        HttpMethod.GET,
                        HttpMethod.POST,
                        HttpMethod.PUT,
                        HttpMethod.PATCH,
                        HttpMethod.DELETE))
                .allowedHeaders(
                    Set.of(
                        "Authorization",
                        "Content-Type",
                        "X-Api-Key",
                        "Idempotency-Key",
                        "Last-Event-ID"))
                .exposedHeaders(Set.of("Location", "Retry-After", "X-Request-Id"))
                .maxAgeSeconds(600));
  }
}
