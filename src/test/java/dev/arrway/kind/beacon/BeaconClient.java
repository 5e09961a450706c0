package dev.arrway.kind.beacon;

import dev.arrway.upstream.Ask;
import dev.arrway.upstream.UpstreamClient;
import io.vertx.core.Future;

/** The port of beacons. */
public interface BeaconClient extends UpstreamClient {
  /** Returns the newest signal, at most this many characters of it. */
  Future<String> signal(int length, Ask ask);
}
