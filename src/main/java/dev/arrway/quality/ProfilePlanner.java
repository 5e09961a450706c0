package dev.arrway.quality;

import dev.arrway.library.ProfileSizes;
import dev.arrway.quality.ProfilePlan.SwitchedOff;
import dev.arrway.quality.ProfilePlan.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which qualities a profile has to give up so that the average title stays below a limit.
 *
 * <p>Which quality a file on disk has is not known here. Servers upgrade towards the best allowed
 * quality, so the average on disk is taken for the size of that one, and all others are expected to
 * be larger or smaller in the proportion of {@link SizeModel}; the correction is kept between a
 * quarter and four times, since a library that was filled otherwise would distort it. A profile
 * whose average is within the limit is left alone. The last allowed quality is never switched off.
 */
final class ProfilePlanner {
  private static final double LEAST_FACTOR = 0.25;
  private static final double MOST_FACTOR = 4;

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
    List<ProfileItem> allowed = profile.items().stream().filter(ProfileItem::allowed).toList();
    double factor = factor(allowed, sizes);
    List<ProfileItem> off = fits(sizes) ? List.of() : tooLarge(allowed, factor);
    boolean all = !off.isEmpty() && off.size() == allowed.size();
    List<ProfileItem> going = all ? off.subList(0, off.size() - 1) : off;
    ProfileDocument after = without(profile, going);
    double estimate = estimate(after, sizes, factor, going.isEmpty());
    ProfilePlan plan =
        new ProfilePlan(
            profile.profile(),
            after.profile(),
            sizes.titles(),
            sizes.files(),
            sizes.average(),
            sizes.largest(),
            Math.round(estimate),
            going.stream().flatMap(item -> switchedOff(item, factor).stream()).toList(),
            verdict(all, going, allowed));
    return new Planned(plan, after);
  }

  private static Verdict verdict(boolean all, List<ProfileItem> going, List<ProfileItem> allowed) {
    if (all && !allowed.isEmpty()) {
      return Verdict.CANNOT_FIT;
    }
    return going.isEmpty() ? Verdict.FITS : Verdict.CHANGES;
  }

  private boolean fits(ProfileSizes sizes) {
    Long average = sizes.average();
    return average != null && average <= limit;
  }

  private double factor(List<ProfileItem> allowed, ProfileSizes sizes) {
    Long average = sizes.average();
    Optional<ProfileItem> best = best(allowed);
    if (average == null || best.isEmpty() || model.bytes(best.get()) <= 0) {
      return 1;
    }
    double factor = average / model.bytes(best.get());
    return Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, factor));
  }

  private static Optional<ProfileItem> best(List<ProfileItem> worstFirst) {
    return worstFirst.stream().reduce((worse, better) -> better);
  }

  /** The largest first. */
  private List<ProfileItem> tooLarge(List<ProfileItem> allowed, double factor) {
    return allowed.stream()
        .filter(item -> model.bytes(item) * factor > limit)
        .sorted(Comparator.comparingDouble(model::bytes).reversed())
        .toList();
  }

  private List<SwitchedOff> switchedOff(ProfileItem item, double factor) {
    long size = Math.round(model.bytes(item) * factor);
    return item.qualities().stream().map(quality -> new SwitchedOff(quality.name(), size)).toList();
  }

  private double estimate(
      ProfileDocument after, ProfileSizes sizes, double factor, boolean unchanged) {
    Long average = sizes.average();
    if (unchanged && average != null) {
      return average;
    }
    return best(after.items().stream().filter(ProfileItem::allowed).toList())
        .map(item -> model.bytes(item) * factor)
        .orElse(0.0);
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
