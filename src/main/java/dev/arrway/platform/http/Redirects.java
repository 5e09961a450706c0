package dev.arrway.platform.http;

import java.net.URI;
import java.util.Optional;

/**
 * The only redirect that is followed: one hop, GET, same origin, and only when the target is the
 * same path below another base, which is how an application says that its URL base is set.
 */
final class Redirects {
  private Redirects() {}

  static boolean is(int status) {
    return status == 301 || status == 302 || status == 307 || status == 308;
  }

  /**
   * Where a redirect leads, as a path with query below our own origin.
   *
   * @return empty when it leads elsewhere, or is unreadable
   */
  static Optional<String> sameOrigin(Origin origin, String target, String location) {
    try {
      URI to = new URI(location);
      if (to.getScheme() != null && !Origin.of(to).equals(origin)) {
        return Optional.empty();
      }
      if (to.getScheme() == null && to.getRawAuthority() != null) {
        return Optional.empty();
      }
      if (to.getRawPath() == null || to.getRawPath().isEmpty()) {
        return Optional.empty();
      }
      String path = URI.create("http://x" + target).resolve(to.getRawPath()).getRawPath();
      return Optional.of(to.getRawQuery() == null ? path : path + "?" + to.getRawQuery());
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The base path that a followed redirect reveals: what stands before the call's own path. */
  static Optional<String> revealedBase(HttpCall call, String followed) {
    String path = followed.replaceFirst("\\?.*$", "");
    return !call.path().isEmpty() && !call.path().equals("/") && path.endsWith(call.path())
        ? Optional.of(path.substring(0, path.length() - call.path().length()))
        : Optional.empty();
  }
}
