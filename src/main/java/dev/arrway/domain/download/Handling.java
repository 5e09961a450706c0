package dev.arrway.domain.download;

import java.util.Map;

/**
 * What is remembered of one download between looks.
 *
 * @param strikes of what it suffers from
 * @param verdict the latest that was given
 */
public record Handling(Map<Ailment, Strikes> strikes, Verdict verdict) {
  /** Of a download that was not looked at before. */
  public static final Handling NEW = new Handling(Map.of(), Verdict.NONE);

  /** Returns a copy with another verdict. */
  public Handling with(Verdict other) {
    return new Handling(strikes, other);
  }

  public Handling {
    strikes = Map.copyOf(strikes);
  }
}
