package dev.arrway.feature.schedules.plan;

import java.util.Locale;

/** Why a whole run searches nothing. */
public enum Block {
  /** It is not a time at which the schedule may search. */
  OUTSIDE_WINDOW(false),
  /** The instance is switched off. */
  INSTANCE_DISABLED(false),
  /** The instance keeps failing and is left alone for a while. */
  INSTANCE_UNHEALTHY(false),
  /** The instance has no indexer that searches by itself. */
  NO_INDEXERS(true),
  /** All indexers of the instance fail. */
  INDEXERS_FAILING(true),
  /** As many downloads are active as the schedule allows. */
  BACK_PRESSURE(false);

  private final boolean pauses;

  Block(boolean pauses) {
    this.pauses = pauses;
  }

  /** Whether the schedule counts as paused until this is over. */
  public boolean pauses() {
    return pauses;
  }

  /** The name that clients see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of the name that clients see. */
  public static Block of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
