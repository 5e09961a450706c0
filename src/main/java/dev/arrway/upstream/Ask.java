package dev.arrway.upstream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.http.CallBuilder;
import dev.arrway.http.Deadline;
import dev.arrway.protocol.Envelope;

/**
 * How long somebody waits for what a client does.
 *
 * @param deadline when nobody waits any more
 * @param waitedFor whether a user waits
 * @param background whether it only watches and yields to everything else
 */
public record Ask(Deadline deadline, boolean waitedFor, boolean background) {
  /** Not in the background. */
  public Ask(Deadline deadline, boolean waitedFor) {
    this(deadline, waitedFor, false);
  }

  /** The same for what only watches. */
  public Ask inBackground() {
    return new Ask(deadline, waitedFor, true);
  }

  static Ask of(Envelope envelope) {
    return new Ask(
        Deadline.in(java.time.Duration.ofMillis(envelope.remainingMs())), envelope.waitedFor());
  }

  /** Gives a call the deadline and says whether a user waits. */
  @CanIgnoreReturnValue
  public CallBuilder applyTo(CallBuilder call) {
    return call.deadline(deadline).waitedFor(waitedFor).background(background);
  }
}
