package dev.arrway.gateway.connection;

/** The transport's side of a long-lived connection. Called on the connection's own context. */
public interface ConnectionPeer {
  /** Tells the client that the connection will end soon; it goes on until then. */
  void announceEnd(ReconnectHint hint);

  /** Tells the client why the connection ends, where that is possible, and closes it. */
  void end(EndReason reason);
}
