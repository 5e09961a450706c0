package dev.arrway.gateway.bridge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** What carries frames to one client. */
interface Pipe {
  /** Done when the bytes have gone to the system; fails when the client has gone. */
  Future<Void> write(Buffer frames);

  /** Ends the connection. */
  void close();

  /** Ends the connection although the client has not read what was written. */
  void cut();
}
