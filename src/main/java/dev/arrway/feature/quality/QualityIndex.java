package dev.arrway.feature.quality;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the qualities and groups of a profile by name. */
final class QualityIndex {
  private final ProfileDocument profile;

  QualityIndex(ProfileDocument profile) {
    this.profile = profile;
  }

  /**
   * The ids of the qualities that a name stands for: one quality, or the members of a group. The
   * exact spelling comes first, and a quality before a group.
   */
  Set<Integer> ids(String name) {
    String key = QualityName.key(name);
    return Stream.of(
            profile.qualities().stream().filter(one -> one.name().equals(name)),
            groups().filter(one -> one.name().equals(name)),
            profile.qualities().stream().filter(one -> QualityName.key(one.name()).equals(key)),
            groups().filter(one -> QualityName.key(one.name()).equals(key)))
        .map(found -> found.findFirst().map(QualityIndex::ids).orElse(Set.of()))
        .filter(ids -> !ids.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  private Stream<ProfileItem> groups() {
    return profile.items().stream().filter(ProfileItem::group);
  }

  private static Set<Integer> ids(ProfileItem item) {
    return item.qualities().stream()
        .map(ProfileItem::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Every name that would be found, best first, for a sentence. */
  String known() {
    List<String> names =
        Stream.concat(
                profile.qualities().stream().map(ProfileItem::name),
                groups().map(ProfileItem::name))
            .collect(Collectors.toList());
    java.util.Collections.reverse(names);
    return String.join(", ", names);
  }
}
