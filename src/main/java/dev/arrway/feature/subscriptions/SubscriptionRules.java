package dev.arrway.feature.subscriptions;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes targets of requests; everything that is wrong is told at once. */
final class SubscriptionRules {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{1,4096}");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding",
          "accept-encoding",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "proxy-authorization",
          "keep-alive");

  private SubscriptionRules() {}

  /** The target of a new subscription. */
  static Target create(SubscriptionRequest r, SubscriptionFormat format, Set<Long> instances) {
    Errors errors = new Errors();
    TargetUrl url = errors.of(() -> TargetUrl.of(text(r), format));
    Map<String, Secret> headers = headers(errors, r.headers().orElse(Map.of()), Map.of());
    instances(errors, r, instances);
    errors.throwIfAny();
    return new Target(
        java.util.Objects.requireNonNull(url), r.secret().orElseGet(Signature::newSecret), headers);
  }

  /**
   * The target as it will be. Headers that were given for one server have to be given again for
   * another.
   *
   * @param shown how the stored address is shown: sent back so, it stays
   */
  static Target update(
      SubscriptionRequest r,
      SubscriptionFormat format,
      Target stored,
      String shown,
      Set<Long> instances) {
    Errors errors = new Errors();
    TargetUrl url = errors.of(() -> url(r, format, stored, shown));
    boolean moved = url != null && !url.origin().equals(stored.url().origin());
    Map<String, Secret> known = moved ? Map.of() : stored.headers();
    if (moved && r.headers().isEmpty() && !stored.headers().isEmpty()) {
      errors.add("headers", "must be given again for another server");
    }
    Map<String, Secret> headers = headers(errors, r.headers().orElse(known), known);
    instances(errors, r, instances);
    errors.throwIfAny();
    Secret secret = r.newSecret() ? Signature.newSecret() : r.secret().orElse(stored.secret());
    return new Target(java.util.Objects.requireNonNull(url), secret, headers);
  }

  private static String text(SubscriptionRequest r) {
    return r.url().map(Secret::reveal).orElse("");
  }

  private static TargetUrl url(
      SubscriptionRequest r, SubscriptionFormat format, Target stored, String shown) {
    boolean same = r.url().isEmpty() || text(r).equals(shown);
    String text = same ? stored.url().secret().reveal() : text(r);
    if (!same && text.contains(Secret.MASK)) {
      throw Failure.invalid("url", "must be given whole, without masks").asException();
    }
    return TargetUrl.of(text, format);
  }

  private static Map<String, Secret> headers(
      Errors errors, Map<String, Secret> given, Map<String, Secret> stored) {
    Map<String, Secret> headers = new HashMap<>();
    for (Map.Entry<String, Secret> header : given.entrySet()) {
      String name = header.getKey();
      String lower = name.toLowerCase(Locale.ROOT);
      boolean masked = header.getValue().reveal().equals(Secret.MASK);
      Secret value = masked ? stored.get(name) : header.getValue();
      if (!HEADER.matcher(name).matches()) {
        errors.add("headers", "have a name that is no name of a header");
      } else if (OURS.contains(lower) || lower.startsWith("x-arrway-")) {
        errors.add("headers." + name, "is set by the gateway");
      } else if (value == null) {
        errors.add("headers." + name, "is not stored and must be given whole");
      } else if (!VALUE.matcher(value.reveal()).matches()) {
        errors.add("headers." + name, "must be visible ASCII, at most 4096 characters");
      } else {
        headers.put(name, value);
      }
    }
    return headers;
  }

  private static void instances(Errors errors, SubscriptionRequest r, Set<Long> mine) {
    if (!mine.containsAll(r.instanceIds().orElse(List.of()))) {
      errors.add("instance_ids", "name an instance that you do not have");
    }
  }

  /** Collects what is wrong. */
  private static final class Errors {
    private final List<FieldError> errors = new ArrayList<>();

    <T> @Nullable T of(Supplier<T> work) {
      try {
        return work.get();
      } catch (FailureException e) {
        errors.addAll(e.failure().errors());
        return null;
      }
    }

    void add(String field, String message) {
      errors.add(new FieldError(field, message));
    }

    void throwIfAny() {
      if (!errors.isEmpty()) {
        throw Failure.invalid(errors).asException();
      }
    }
  }
}
