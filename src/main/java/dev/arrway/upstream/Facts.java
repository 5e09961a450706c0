package dev.arrway.upstream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.upstream.Fingerprint;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link Fingerprint} holds. The parts of a path are joined by dots; a dot or a
 * backslash within a part, such as in a name that people gave, is preceded by a backslash.
 */
public final class Facts {
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Adds a fact; nothing when the upstream does not say. */
  @CanIgnoreReturnValue
  public Facts put(@Nullable Object value, String... path) {
    if (value != null) {
      facts.put(path(path), value.toString());
    }
    return this;
  }

  /** Says how many objects a section has. */
  @CanIgnoreReturnValue
  public Facts count(String section, int objects) {
    counts.put(section, objects);
    return this;
  }

  /** Everything so far. */
  public Fingerprint fingerprint(String version) {
    return new Fingerprint(version, facts, counts);
  }

  /** The parts as one path. */
  public static String path(String... parts) {
    return Arrays.stream(parts)
        .map(part -> part.replace("\\", "\\\\").replace(".", "\\."))
        .collect(Collectors.joining("."));
  }
}
