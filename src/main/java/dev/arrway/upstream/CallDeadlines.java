package dev.arrway.upstream;

import dev.arrway.protocol.CallPurpose;
import java.time.Duration;

/**
 * The times that calls to instances may take, by their purpose. Where they depend on the instance's
 * own timeout, a margin is added: the instance's timeout then ends the call, with a more exact
 * failure than the deadline would.
 */
public final class CallDeadlines {
  /** The time in which all instances of a call to many have to answer. */
  public static final Duration FAN_OUT = Duration.ofSeconds(2);

  /** The time that messages take to the actor and back. */
  static final Duration INTERACTIVE_MARGIN = Duration.ofSeconds(1);

  /** The time that several messages take to the actor and back. */
  static final Duration INSPECTION_MARGIN = Duration.ofSeconds(2);

  /** The time to store what a first sync has read. */
  static final Duration FIRST_SYNC_MARGIN = Duration.ofSeconds(2);

  /** A short wait in the actor's mailbox. */
  static final Duration BACKGROUND_MARGIN = Duration.ofSeconds(5);

  /** A wait in the actor's mailbox and for its rate limiter. */
  static final Duration CHANGE_MARGIN = Duration.ofSeconds(30);

  /** An instance that needs longer to tell what it is cannot be given work. */
  static final Duration PROBE = Duration.ofSeconds(10);

  /** An instance that needs longer counts as unreachable. */
  static final Duration LONGEST_MEASUREMENT = Duration.ofSeconds(10);

  /** The way of the answer back; the deadline of the call ends it before, with its own failure. */
  static final Duration MEASUREMENT_MARGIN = Duration.ofMillis(500);

  /** A sync continues after the one who asked for it has left, but not for ever. */
  static final Duration SYNC = Duration.ofMinutes(30);

  static final Duration SEARCH = Duration.ofSeconds(20);
  static final Duration EXPLANATION = Duration.ofSeconds(4);
  static final Duration BULK_PREPARATION = Duration.ofMinutes(2);
  static final Duration BULK_LOOKUP = Duration.ofMinutes(5);

  private CallDeadlines() {}

  /**
   * Returns how long a user waits for the first sync of an instance, which continues after that.
   */
  public static Duration untilFirstSync(Instance instance) {
    return Duration.ofSeconds(instance.timeoutSeconds()).plus(FIRST_SYNC_MARGIN);
  }

  /** Returns when a measurement counts as failed, even if its call has not ended by itself. */
  public static Duration untilMeasured(Instance instance) {
    return within(CallPurpose.MEASUREMENT, instance).plus(MEASUREMENT_MARGIN);
  }

  /** Returns how long an instance may take to answer a call with this purpose. */
  public static Duration within(CallPurpose purpose, Instance instance) {
    Duration own = Duration.ofSeconds(instance.timeoutSeconds());
    return switch (purpose) {
      case INTERACTIVE, SCHEDULED -> own.plus(INTERACTIVE_MARGIN);
      case INSPECTION -> own.plus(INSPECTION_MARGIN);
      case REGISTRATION, BACKGROUND -> own.plus(BACKGROUND_MARGIN);
      case IMMEDIATE -> own;
      case CHANGE -> own.plus(CHANGE_MARGIN);
      case PROBE -> PROBE;
      case MEASUREMENT -> own.compareTo(LONGEST_MEASUREMENT) < 0 ? own : LONGEST_MEASUREMENT;
      case SYNC -> SYNC;
      case SEARCH -> SEARCH;
      case EXPLANATION -> EXPLANATION;
      case BULK_PREPARATION -> BULK_PREPARATION;
      case BULK_LOOKUP -> BULK_LOOKUP;
    };
  }
}
