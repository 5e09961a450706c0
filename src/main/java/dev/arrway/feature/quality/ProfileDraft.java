package dev.arrway.feature.quality;

import java.util.List;

/**
 * A new profile before it is sent.
 *
 * @param document what would be sent
 * @param skipped what the template wants and the instance does not have
 */
record ProfileDraft(ProfileDocument document, List<String> skipped) {
  ProfileDraft {
    skipped = List.copyOf(skipped);
  }
}
