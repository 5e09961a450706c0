package dev.arrway.domain.download;

import java.time.Instant;

/**
 * What is decided about one download.
 *
 * @param reason what it suffers from
 * @param spared why it stays, with {@link Verdict#SPARED}
 * @param strikes how often it was seen
 * @param since when it was first seen
 */
public record RuleDecision(
    Ailment reason,
    FailureAction action,
    Verdict verdict,
    Spared spared,
    int strikes,
    Instant since) {
  /** Returns a copy with another verdict. */
  public RuleDecision with(Verdict other) {
    return new RuleDecision(reason, action, other, spared, strikes, since);
  }
}
