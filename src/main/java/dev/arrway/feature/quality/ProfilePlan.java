package dev.arrway.feature.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keeping titles small would change about a profile. Sizes are in bytes; a title is a movie,
 * or an episode of a series.
 *
 * @param before the profile as it is
 * @param after as it would be; the same when nothing changes
 * @param titles movies or series in the library that have it
 * @param files movies or episodes of them that are on disk
 * @param averageSize mean size on disk; null without files
 * @param largestSize of a movie, or of a series' mean episode; null without files
 * @param estimatedSize what a title is expected to have afterwards
 * @param switchedOff qualities that are not allowed any more, the largest first
 * @param verdict why
 */
public record ProfilePlan(
    QualityProfile before,
    QualityProfile after,
    long titles,
    long files,
    @Nullable Long averageSize,
    @Nullable Long largestSize,
    long estimatedSize,
    List<SwitchedOff> switchedOff,
    Verdict verdict) {
  public ProfilePlan {
    switchedOff = List.copyOf(switchedOff);
  }

  /**
   * A quality that goes.
   *
   * @param estimatedSize bytes that a title in it is expected to have
   */
  public record SwitchedOff(String name, long estimatedSize) {}

  /** Why a profile changes or does not. */
  public enum Verdict {
    /** Titles are small enough on average, or expected to be. */
    FITS,
    /** Without some qualities they will be. */
    CHANGES,
    /** What is on disk is larger than what is allowed usually is; there is nothing to give up. */
    OLDER_FILES,
    /** Even the smallest allowed quality is expected to be larger; it stays. */
    CANNOT_FIT
  }

  /** Whether anything changes. */
  public boolean changes() {
    return !switchedOff.isEmpty();
  }
}
