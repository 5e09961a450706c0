package dev.arrway.protocol;

/**
 * The reason for calling an instance, which decides how long an answer may take; the times are in
 * {@code upstream.CallDeadlines}.
 */
public enum CallPurpose {
  /** A user waits for one answer. */
  INTERACTIVE,
  /** A user waits for one answer, no longer than the instance's own timeout. */
  IMMEDIATE,
  /** Scheduled work asks for something, such as a search. */
  SCHEDULED,
  /** The connection is tested or the configuration is read. */
  INSPECTION,
  /** The gateway is registered with the instance, which calls back before it answers. */
  REGISTRATION,
  /** The gateway polls for news. */
  BACKGROUND,
  /** A change of the outbox is sent. */
  CHANGE,
  /** An instance that was down is asked whether it answers again. */
  PROBE,
  /** Health and load are measured. */
  MEASUREMENT,
  /** The whole library is read. */
  SYNC,
  /** A media server is searched for one title. */
  SEARCH,
  /** A user waits for an explanation, which is given without what does not answer soon. */
  EXPLANATION,
  /** Lists that a bulk operation needs are read before it begins. */
  BULK_PREPARATION,
  /** A look-up of a bulk operation; its many look-ups wait for the instance in turn. */
  BULK_LOOKUP
}
