package dev.arrway.upstream.shared.arr;

import static dev.arrway.upstream.shared.arr.ArrValues.each;
import static dev.arrway.upstream.shared.arr.ArrValues.required;
import static dev.arrway.upstream.shared.arr.ArrValues.yes;

import dev.arrway.upstream.Facts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts of one quality profile. */
final class ProfileFacts {
  private static final String SECTION = "quality_profiles";

  private ProfileFacts() {}

  static void add(Facts facts, String name, ArrWire.Profile profile) {
    facts
        .put(profile.upgradeAllowed(), SECTION, name, "upgrade_allowed")
        .put(cutoff(profile), SECTION, name, "cutoff")
        .put(order(profile), SECTION, name, "order")
        .put(profile.minFormatScore(), SECTION, name, "min_format_score")
        .put(profile.cutoffFormatScore(), SECTION, name, "cutoff_format_score")
        .put(profile.minUpgradeFormatScore(), SECTION, name, "min_upgrade_format_score")
        .put(
            profile.language() == null ? null : profile.language().name(),
            SECTION,
            name,
            "language");
    each(profile.items()).forEach(item -> qualities(facts, name, item));
    // A format that gives nothing is as good as one that the profile does not know.
    each(profile.formatItems())
        .filter(item -> item.name() != null && item.score() != null && item.score() != 0)
        .forEach(
            item ->
                facts.put(
                    item.score(), SECTION, name, "format_scores", required(item.name(), "name")));
  }

  private static void qualities(Facts facts, String profile, ArrWire.ProfileItem item) {
    ArrWire.Named quality = item.quality();
    if (quality != null && quality.name() != null) {
      facts.put(yes(item.allowed()), SECTION, profile, "qualities", quality.name());
    }
    each(item.items())
        .map(inner -> new ArrWire.ProfileItem(null, null, inner.quality(), null, item.allowed()))
        .forEach(inner -> qualities(facts, profile, inner));
  }

  /** The cutoff is the id of a quality or of a group. */
  private static @Nullable String cutoff(ArrWire.Profile profile) {
    return each(profile.items())
        .filter(item -> Objects.equals(id(item), profile.cutoff()))
        .map(ProfileFacts::label)
        .findFirst()
        .orElse(null);
  }

  /** Best last, as the servers have it; only what is allowed. */
  private static String order(ArrWire.Profile profile) {
    return each(profile.items())
        .filter(item -> yes(item.allowed()))
        .map(item -> item.items() == null || item.items().isEmpty() ? label(item) : group(item))
        .collect(Collectors.joining(" < "));
  }

  private static String group(ArrWire.ProfileItem item) {
    List<String> members = each(item.items()).map(ProfileFacts::label).sorted().toList();
    return label(item) + " (" + String.join(", ", members) + ")";
  }

  private static @Nullable Long id(ArrWire.ProfileItem item) {
    return item.quality() == null ? item.id() : item.quality().id();
  }

  private static String label(ArrWire.ProfileItem item) {
    String name = item.quality() == null ? item.name() : item.quality().name();
    return Objects.requireNonNullElse(name, "");
  }
}
