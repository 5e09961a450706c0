package dev.arrway.gateway.bridge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;

/**
 * Takes a stream of bytes apart into frames: a length of 4 bytes, big-endian, then as much JSON.
 */
final class FrameReader implements Handler<Buffer> {
  private static final int LENGTH = 4;

  private final BridgeSettings settings;
  private final BridgeSocket client;
  private final NetSocket socket;
  private final RecordParser parser = RecordParser.newFixed(LENGTH);
  private boolean first = true;
  private boolean inFrame;
  private boolean broken;

  /** At the beginning of a socket, of which no more is read than one frame until it is known. */
  FrameReader(BridgeSettings settings, BridgeSocket client, NetSocket socket) {
    this.settings = settings;
    this.client = client;
    this.socket = socket;
    parser.handler(this::next);
    client.onIdentified(socket::resume);
  }

  @Override
  public void handle(Buffer bytes) {
    if (!broken) {
      parser.handle(bytes);
    }
  }

  private void next(Buffer part) {
    if (broken) {
      return;
    }
    if (inFrame) {
      inFrame = false;
      parser.fixedSizeMode(LENGTH);
      if (first) {
        first = false;
        socket.pause();
      }
      client.heard(part);
      return;
    }
    int length = part.getInt(0);
    if (length < 1 || length > longest()) {
      broken = true;
      client.refuseAndEnd(length < 1 ? "invalid_length" : "frame_too_large");
      return;
    }
    inFrame = true;
    parser.fixedSizeMode(length);
  }

  private int longest() {
    return first ? settings.longestFirst() : settings.longestFrame();
  }
}
