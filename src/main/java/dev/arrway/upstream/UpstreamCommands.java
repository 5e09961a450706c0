package dev.arrway.upstream;

import io.vertx.core.Future;

/** The handlers of the commands that upstreams of every kind take. */
final class UpstreamCommands {
  static final CommandTable TABLE =
      CommandTable.of(UpstreamClient.class)
          .on(
              UpstreamCommand.TestConnection.class,
              (c, command, ask) -> c.test(ask).map(UpstreamReply.Tested::new))
          .on(
              UpstreamCommand.ProbeReachability.class,
              (c, command, ask) -> c.test(ask.asProbe()).map(UpstreamReply.Tested::new))
          .on(
              UpstreamCommand.GetFingerprint.class,
              (c, command, ask) -> c.fingerprint(ask).map(UpstreamReply.Fingerprinted::new))
          .on(
              UpstreamCommand.GetGauges.class,
              (c, command, ask) -> c.gauges(ask.inBackground()).map(UpstreamReply.Gauged::new))
          .onCall(
              UpstreamCommand.GetVitals.class,
              (c, command, call) -> Future.succeededFuture(call.vitals().get()))
          .bypassingMailbox(UpstreamCommand.GetVitals.class)
          .covering(UpstreamCommand.class);

  private UpstreamCommands() {}
}
