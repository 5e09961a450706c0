package dev.arrway.feature.subscriptions;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The little of an answer that is kept to see why a receiver refused. */
final class Excerpt {
  private static final int READ = 1 << 10;
  private static final int KEPT = 200;
  private static final int SHORTEST_SECRET = 6;

  /** What looks like a key, whosever it is. */
  private static final Pattern KEYS = Pattern.compile("[A-Za-z0-9_+/=.~-]{20,}");

  private Excerpt() {}

  /** Plain text or JSON in one line without anything secret; null when there is none. */
  static @Nullable String of(HttpAnswer answer, Target target) {
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("text/plain") && !type.contains("json")) {
      return null;
    }
    byte[] bytes = answer.body().getBytes(0, Math.min(READ, answer.body().length()));
    String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{C}\\s\uFFFD]+", " ");
    for (String secret : secrets(target)) {
      text = text.replace(secret, Secret.MASK);
    }
    String kept = KEYS.matcher(text).replaceAll(Secret.MASK).strip();
    return kept.isEmpty() ? null : Cut.units(kept, KEPT);
  }

  /** The longest first, so that none leaves a rest of another. */
  private static Iterable<String> secrets(Target target) {
    Stream<String> own =
        Stream.concat(Stream.of(target.secret()), target.headers().values().stream())
            .map(Secret::reveal);
    return Stream.concat(own, target.url().secrets())
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .sorted(Comparator.comparing(String::length).reversed())
        ::iterator;
  }
}
