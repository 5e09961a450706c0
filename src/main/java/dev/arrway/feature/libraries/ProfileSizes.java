package dev.arrway.feature.libraries;

import org.jspecify.annotations.Nullable;

/**
 * What a library has on disk under one quality profile.
 *
 * @param profileId the instance's id of the profile
 * @param titles movies or series that have the profile, on disk or not
 * @param files movies or episodes on disk
 * @param bytes their size together
 * @param largest the size of the largest movie, or of the mean episode of the largest series; null
 *     without files
 */
public record ProfileSizes(
    long profileId, long titles, long files, long bytes, @Nullable Long largest) {
  /** Nothing has the profile. */
  public static ProfileSizes none(long profileId) {
    return new ProfileSizes(profileId, 0, 0, 0, null);
  }

  /** Mean bytes of a movie or an episode; null without files. */
  public @Nullable Long average() {
    return files == 0 ? null : bytes / files;
  }
}
