package dev.arrway.gateway.bridge;

import dev.arrway.gateway.BodyReservation;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;

/**
 * Splits a stream of bytes into frames: a length of 4 bytes, big-endian, followed by that many
 * bytes of JSON.
 */
final class FrameReader implements Handler<Buffer> {
  private static final int LENGTH = 4;

  /**
   * The reserved memory per received byte, since the parser's buffer may be twice as large as its
   * content.
   */
  private static final int HELD_PER_BYTE = 2;

  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final Bridge bridge;
  private final BridgeSocket client;
  private final NetSocket socket;
  private final RecordParser parser = RecordParser.newFixed(LENGTH);
  private BodyReservation unfinished;
  private long timer = -1;
  private long received;
  private boolean first = true;
  private boolean inFrame;
  private boolean broken;

  /**
   * Creates a reader of a new socket. It reads only one frame until the client is authenticated.
   */
  FrameReader(Bridge bridge, BridgeSocket client, NetSocket socket) {
    this.bridge = bridge;
    this.client = client;
    this.unfinished = client.reservation();
    this.socket = socket;
    parser.handler(this::next);
    client.onIdentified(socket::resume);
  }

  @Override
  public void handle(Buffer bytes) {
    if (broken) {
      return;
    }
    received += bytes.length();
    try {
      unfinished.add((long) bytes.length() * HELD_PER_BYTE);
    } catch (FailureException overloaded) {
      stop(overloaded.failure().code().wireName());
      return;
    }
    parser.handle(bytes);
    if (inFrame && timer < 0 && !broken) {
      long before = received;
      timer = bridge.vertx().setTimer(WINDOW.toMillis(), tick -> measure(before));
    }
  }

  /**
   * Disconnects a client whose frame arrives more slowly than the minimum rate of request bodies.
   */
  private void measure(long before) {
    long soFar = received;
    if (soFar - before < bridge.bodies().leastPerWindow()) {
      stop("request_timeout");
    } else {
      timer = bridge.vertx().setTimer(WINDOW.toMillis(), tick -> measure(soFar));
    }
  }

  private void stop(String refusal) {
    broken = true;
    close();
    client.refuseAndEnd(refusal);
  }

  /** Releases the reserved memory; to be called when the client has disconnected. */
  void close() {
    unfinished.close();
    bridge.vertx().cancelTimer(timer);
  }

  private void finished() {
    bridge.vertx().cancelTimer(timer);
    timer = -1;
    unfinished.close();
    unfinished = client.reservation();
  }

  private void next(Buffer part) {
    if (broken) {
      return;
    }
    if (inFrame) {
      inFrame = false;
      finished();
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
      stop(length < 1 ? "invalid_length" : "frame_too_large");
      return;
    }
    inFrame = true;
    parser.fixedSizeMode(length);
  }

  private int longest() {
    return first ? bridge.settings().longestFirst() : bridge.settings().longestFrame();
  }
}
