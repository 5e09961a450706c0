package dev.arrway.sandbox.sabnzbd;

import dev.arrway.sandbox.Title;
import java.util.List;

/** What a simulated SABnzbd has when it starts: a third of it is still to come, some has failed. */
final class SabnzbdPast {
  private static final long SIZE = 1_400L << 20;

  private static final List<String> MESSAGES =
      List.of(
          "Unpacking failed, archive requires a password",
          "Aborted, cannot be completed - https://sabnzbd.org/not-complete",
          "Repair failed, not enough repair blocks (12 short)");

  private SabnzbdPast() {}

  static void fill(SabnzbdState state, List<Title> titles) {
    for (var i = 0; i < titles.size(); i++) {
      var title = titles.get(i);
      var name =
          title.title().replaceAll("[^\\p{L}\\p{N}]+", ".")
              + "."
              + title.year()
              + ".1080p.WEB-DL.x264-SANDBOX";
      var id = state.add(name, "movies", 0, false, SIZE + i * 7_000_001L);
      if (i % 3 == 1) {
        state.complete(id);
      } else if (i % 3 == 2) {
        state.fail(id, MESSAGES.get(i / 3 % MESSAGES.size()));
      }
    }
  }
}
