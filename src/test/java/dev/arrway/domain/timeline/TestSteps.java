package dev.arrway.domain.timeline;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps of a made-up title. */
final class TestSteps {
  static final Instant START = Instant.parse("2026-01-15T14:00:00Z");
  static final String DOWNLOAD = "c9a5f1b2d3e4f5061728394a5b6c7d8e9f001122";

  private TestSteps() {}

  static Step step(StepKind kind, int minute) {
    return step(kind, minute, DOWNLOAD, Map.of());
  }

  static Step step(StepKind kind, int minute, String download, Map<String, ?> data) {
    boolean of = kind.ofDownload();
    return new Step(
        kind.wireName() + ":" + (of ? download : ""),
        kind,
        START.plusSeconds(60L * minute),
        1L,
        of ? download : null,
        new HashMap<>(data));
  }

  /** Everything from the request until it can be played. */
  static List<Step> whole() {
    return List.of(
        step(StepKind.REQUESTED, 0),
        step(StepKind.ADDED, 1),
        step(StepKind.SEARCHED, 2),
        step(StepKind.GRABBED, 3),
        step(StepKind.DOWNLOADING, 4),
        step(StepKind.DOWNLOADED, 9),
        step(StepKind.IMPORTED, 10),
        step(StepKind.SCAN_REQUESTED, 11),
        step(StepKind.PLAYABLE, 12));
  }
}
