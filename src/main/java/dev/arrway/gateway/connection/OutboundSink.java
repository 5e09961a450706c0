package dev.arrway.gateway.connection;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The transport's way to write to one client. */
@FunctionalInterface
public interface OutboundSink {
  /** Writes; done when the bytes have gone to the system, failed when the client has gone. */
  Future<Void> write(Buffer bytes);
}
