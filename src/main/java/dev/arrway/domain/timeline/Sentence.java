package dev.arrway.domain.timeline;

import org.jspecify.annotations.Nullable;

/** Texts for people, with what somebody else said about it. */
final class Sentence {
  private Sentence() {}

  /** {@code text.} or {@code text: said.} */
  static String of(String text, @Nullable String said) {
    if (said == null || said.isBlank()) {
      return text + ".";
    }
    String whole = text + ": " + said.strip();
    return whole.endsWith(".") || whole.endsWith("!") || whole.endsWith("?") ? whole : whole + ".";
  }
}
