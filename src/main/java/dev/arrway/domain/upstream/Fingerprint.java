package dev.arrway.domain.upstream;

import java.util.Map;
import java.util.TreeMap;

/**
 * The state of an upstream that its owner would notice when it changed.
 *
 * @param version the upstream's version
 * @param facts path to value, such as {@code quality_profiles.HD-1080p.cutoff} to {@code
 *     Bluray-1080p}. Paths carry names, not ids that the server made, so that an object that was
 *     deleted and made again does not count as drift. Values are text.
 * @param counts how many objects of each section there are, such as {@code quality_profiles} to 6
 */
public record Fingerprint(String version, Map<String, String> facts, Map<String, Integer> counts) {
  public Fingerprint {
    facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
  }
}
