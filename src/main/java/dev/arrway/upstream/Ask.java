package dev.arrway.upstream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.Deadline;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.protocol.Envelope;
import java.time.Duration;

/**
 * How long somebody waits for what a client does.
 *
 * @param deadline when nobody waits any more
 * @param waitedFor whether a user waits
 * @param background whether it only watches and yields to everything else
 * @param probe whether it finds out if the instance answers again
 * @param skipped counts the rows of the answers that could not be read
 */
public record Ask(
    Deadline deadline, boolean waitedFor, boolean background, boolean probe, SkippedRows skipped) {
  /** Not in the background. */
  public Ask(Deadline deadline, boolean waitedFor) {
    this(deadline, waitedFor, false, false, new SkippedRows());
  }

  /** Returns the same for a call that finds out whether the instance answers again. */
  public Ask asProbe() {
    return new Ask(deadline, waitedFor, background, true, skipped);
  }

  /** The same for what only watches. */
  public Ask inBackground() {
    return new Ask(deadline, waitedFor, true, probe, skipped);
  }

  static Ask of(Envelope envelope, SkippedRows skipped) {
    return new Ask(
        Deadline.in(Duration.ofMillis(envelope.remainingMs())),
        envelope.waitedFor(),
        false,
        false,
        skipped);
  }

  /** Gives a call the deadline and says whether a user waits. */
  @CanIgnoreReturnValue
  public CallBuilder applyTo(CallBuilder call) {
    return call.deadline(deadline)
        .waitedFor(waitedFor)
        .background(background)
        .probe(probe)
        .skipped(skipped);
  }
}
