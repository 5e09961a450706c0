package dev.arrway.upstream;

import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.protocol.Reply;

/** Answers to {@link UpstreamCommand}s. */
public sealed interface UpstreamReply extends Reply {
  /** The connection works. */
  record Tested(ConnectionReport report) implements UpstreamReply {}

  /**
   * The state of the actor.
   *
   * @param circuit {@code closed}, {@code open} or {@code half_open}
   * @param queued commands that wait in the mailbox
   * @param running commands that are being worked on
   */
  record Vitals(String circuit, int queued, int running) implements UpstreamReply {}

  /** What was measured. */
  record Gauged(Gauges gauges) implements UpstreamReply {}

  /** What the upstream looks like now. */
  record Fingerprinted(Fingerprint fingerprint) implements UpstreamReply {}
}
