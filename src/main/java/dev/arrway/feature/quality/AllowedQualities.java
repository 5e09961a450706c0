package dev.arrway.feature.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Allows qualities in a profile, and no others. Servers allow groups as a whole: a group of which
 * only a part is wanted is taken apart, what is not wanted below what is; what remains a group
 * keeps its name and id.
 */
final class AllowedQualities {
  private static final int FIRST_GROUP = 1_000;

  private AllowedQualities() {}

  /** With the ids of the qualities that are wanted. */
  static void set(ProfileDocument profile, Set<Integer> wanted) {
    List<ProfileItem> items = new ArrayList<>();
    for (ProfileItem item : profile.items()) {
      long hits = item.qualities().stream().filter(one -> wanted.contains(one.id())).count();
      if (hits == 0 || hits == item.qualities().size()) {
        items.add(item.allow(hits > 0));
      } else {
        items.addAll(apart(item, wanted));
      }
    }
    profile.items(items);
    uniqueGroups(profile);
  }

  private static List<ProfileItem> apart(ProfileItem group, Set<Integer> wanted) {
    List<ProfileItem> all = new ArrayList<>();
    List<ProfileItem> kept = new ArrayList<>();
    for (ProfileItem member : group.qualities()) {
      boolean allowed = wanted.contains(member.id());
      (allowed ? kept : all).add(member.allow(allowed));
    }
    if (kept.size() < 2) {
      all.addAll(kept);
    } else {
      var array = group.json().putArray("items");
      kept.forEach(member -> array.add(member.json()));
      all.add(group.allow(true));
    }
    return all;
  }

  /** Ids of groups that are free and their own stay; others would be refused. */
  private static void uniqueGroups(ProfileDocument profile) {
    Set<Integer> taken = new HashSet<>();
    profile.qualities().forEach(quality -> taken.add(quality.id()));
    List<ProfileItem> anew = new ArrayList<>();
    for (ProfileItem item : profile.items()) {
      if (item.group() && (item.id() < FIRST_GROUP || !taken.add(item.id()))) {
        anew.add(item);
      }
    }
    int next = FIRST_GROUP;
    for (ProfileItem group : anew) {
      while (!taken.add(next)) {
        next++;
      }
      group.json().put("id", next);
    }
  }
}
