package dev.arrway.upstream;

import dev.arrway.protocol.MessageFamily;

/** The names of the commands and replies of every kind of upstream. */
public final class UpstreamMessages {
  /** The names of these messages. */
  public static final MessageFamily FAMILY =
      MessageFamily.builder()
          .command(
              "UpstreamCommand.TestConnection",
              "test_connection",
              UpstreamCommand.TestConnection.class)
          .command(
              "UpstreamCommand.ProbeReachability",
              "probe_reachability",
              UpstreamCommand.ProbeReachability.class)
          .command("UpstreamCommand.GetVitals", "get_vitals", UpstreamCommand.GetVitals.class)
          .command("UpstreamCommand.GetGauges", "get_gauges", UpstreamCommand.GetGauges.class)
          .command(
              "UpstreamCommand.GetFingerprint",
              "get_fingerprint",
              UpstreamCommand.GetFingerprint.class)
          .reply("UpstreamReply.Tested", UpstreamReply.Tested.class)
          .reply("UpstreamReply.Vitals", UpstreamReply.Vitals.class)
          .reply("UpstreamReply.Gauged", UpstreamReply.Gauged.class)
          .reply("UpstreamReply.Fingerprinted", UpstreamReply.Fingerprinted.class)
          .covering(UpstreamCommand.class, UpstreamReply.class);

  private UpstreamMessages() {}
}
