package dev.arrway.upstream;

import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;

/** What an instance of any kind can be asked. */
public sealed interface UpstreamCommand<R extends Reply> extends Command<R> {
  /**
   * Is it there, is it what it should be, does it accept the credentials? Passes the response
   * cache.
   */
  record TestConnection() implements UpstreamCommand<UpstreamReply.Tested> {}

  /**
   * Does it answer again? As {@link TestConnection}, but an open breaker lets it pass and is closed
   * when it succeeds.
   */
  record ProbeReachability() implements UpstreamCommand<UpstreamReply.Tested> {}

  /** How the actor itself is doing; answered without a call to the upstream. */
  record GetVitals() implements UpstreamCommand<UpstreamReply.Vitals> {}

  /**
   * What can be measured of it now. It yields to everything else: it takes no call that users might
   * want within their rate limit, and a failure of it opens no breaker.
   */
  record GetGauges() implements UpstreamCommand<UpstreamReply.Gauged> {}

  /** What its owner would notice when it changed: the state that drift is measured by. */
  record GetFingerprint() implements UpstreamCommand<UpstreamReply.Fingerprinted> {}
}
