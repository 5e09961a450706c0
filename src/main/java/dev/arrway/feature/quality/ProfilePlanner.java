package dev.arrway.feature.quality;

import dev.arrway.feature.libraries.ProfileSizes;
import dev.arrway.feature.quality.ProfilePlan.SwitchedOff;
import dev.arrway.feature.quality.ProfilePlan.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which qualities a profile has to give up so that the average title stays below a limit.
 *
 * <p>A profile whose average on disk is within the limit is left alone. Otherwise every quality
 * goes in which a title is expected to be larger ({@link SizeModel}), the largest first, since
 * servers upgrade towards the best that is allowed; the last one stays whatever its size. Which
 * quality a file on disk has is not known here, and what is on disk may be older than the profile:
 * so it does not correct the estimate, and planning again changes nothing more.
 */
final class ProfilePlanner {
  private final SizeModel model;
  private final double limit;

  /**
   * With what sizes are expected.
   *
   * @param limit bytes a title
   */
  ProfilePlanner(SizeModel model, long limit) {
    this.model = model;
    this.limit = limit;
  }

  /**
   * What becomes of a profile.
   *
   * @param plan for people
   * @param document for the instance; the same as before when nothing changes
   */
  record Planned(ProfilePlan plan, ProfileDocument document) {}

  Planned plan(ProfileDocument profile, ProfileSizes sizes) {
    List<ProfileItem> allowed = allowed(profile);
    List<ProfileItem> off = fits(sizes) ? List.of() : tooLarge(allowed);
    boolean all = !off.isEmpty() && off.size() == allowed.size();
    List<ProfileItem> going = all ? off.subList(0, off.size() - 1) : off;
    ProfileDocument after = without(profile, going);
    Verdict verdict = all ? Verdict.CANNOT_FIT : verdict(sizes, going);
    ProfilePlan plan =
        new ProfilePlan(
            profile.profile(),
            after.profile(),
            sizes.titles(),
            sizes.files(),
            sizes.average(),
            sizes.largest(),
            estimate(after, sizes),
            going.stream().flatMap(item -> switchedOff(item).stream()).toList(),
            verdict);
    return new Planned(plan, after);
  }

  private static List<ProfileItem> allowed(ProfileDocument profile) {
    return profile.items().stream().filter(ProfileItem::allowed).toList();
  }

  private Verdict verdict(ProfileSizes sizes, List<ProfileItem> going) {
    if (!going.isEmpty()) {
      return Verdict.CHANGES;
    }
    return sizes.average() == null || fits(sizes) ? Verdict.FITS : Verdict.OLDER_FILES;
  }

  private boolean fits(ProfileSizes sizes) {
    Long average = sizes.average();
    return average != null && average <= limit;
  }

  private static Optional<ProfileItem> best(List<ProfileItem> worstFirst) {
    return worstFirst.stream().reduce((worse, better) -> better);
  }

  /** The largest first. */
  private List<ProfileItem> tooLarge(List<ProfileItem> allowed) {
    return allowed.stream()
        .filter(item -> model.bytes(item) > limit)
        .sorted(Comparator.comparingDouble(model::bytes).reversed())
        .toList();
  }

  private List<SwitchedOff> switchedOff(ProfileItem item) {
    long size = Math.round(model.bytes(item));
    return item.qualities().stream().map(quality -> new SwitchedOff(quality.name(), size)).toList();
  }

  private long estimate(ProfileDocument after, ProfileSizes sizes) {
    Long average = sizes.average();
    return average != null && average <= limit
        ? average
        : Math.round(best(allowed(after)).map(model::bytes).orElse(0.0));
  }

  private static ProfileDocument without(ProfileDocument profile, List<ProfileItem> going) {
    if (going.isEmpty()) {
      return profile;
    }
    Set<Integer> ids = new HashSet<>();
    going.forEach(item -> ids.add(item.id()));
    ProfileDocument after = profile.copy();
    after.items().stream().filter(item -> ids.contains(item.id())).forEach(it -> it.allow(false));
    moveCutoff(after);
    return after;
  }

  /** To the best allowed item below the old one, else to the least above it. */
  private static void moveCutoff(ProfileDocument profile) {
    List<ProfileItem> below = new ArrayList<>();
    List<ProfileItem> above = new ArrayList<>();
    int cutoff = profile.cutoff().map(ProfileItem::id).orElse(Integer.MIN_VALUE);
    boolean passed = false;
    for (ProfileItem item : profile.items()) {
      if (item.allowed()) {
        (passed ? above : below).add(item);
      }
      passed |= item.id() == cutoff;
    }
    best(below).or(() -> above.stream().findFirst()).ifPresent(profile::cutoff);
  }
}
