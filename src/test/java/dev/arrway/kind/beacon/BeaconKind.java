package dev.arrway.kind.beacon;

import dev.arrway.protocol.MessageFamily;
import dev.arrway.upstream.ChangeDescriptions;
import dev.arrway.upstream.CommandTable;
import dev.arrway.upstream.UpstreamKind;

/**
 * A kind that exists in the tests alone. It shows what a new kind costs: this package, that of its
 * first vendor, and the vendor's line in the catalog.
 */
public final class BeaconKind {
  /** The kind; a vendor says how far its beacons are seen, in kilometers. */
  public static final UpstreamKind<Integer> KIND =
      new UpstreamKind<>(
          "beacon",
          MessageFamily.builder()
              .command("BeaconCommand.GetSignal", "get_signal", BeaconCommand.GetSignal.class)
              .reply("BeaconReply.Signal", BeaconReply.Signal.class)
              .covering(BeaconCommand.class, BeaconReply.class),
          CommandTable.of(BeaconClient.class)
              .on(
                  BeaconCommand.GetSignal.class,
                  (client, command, ask) ->
                      client.signal(command.length(), ask).map(BeaconReply.Signal::new))
              .covering(BeaconCommand.class),
          ChangeDescriptions.NONE);

  private BeaconKind() {}
}
