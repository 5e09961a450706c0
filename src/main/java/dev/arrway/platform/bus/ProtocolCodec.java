package dev.arrway.platform.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * The one codec of all messages. Vert.x picks default codecs by exact class, so sealed messages
 * need a named one.
 */
final class ProtocolCodec implements MessageCodec<Object, Object> {
  static final String NAME = "arrway";

  private final WireFormat format;
  private final boolean always;

  ProtocolCodec(WireFormat format, boolean always) {
    this.format = format;
    this.always = always;
  }

  @Override
  public void encodeToWire(Buffer buffer, Object message) {
    byte[] bytes = format.encode(message);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    int length = buffer.getInt(position);
    return format.decode(
        buffer.getBytes(position + Integer.BYTES, position + Integer.BYTES + length));
  }

  /** Messages are deeply immutable records, so the receiver may have the sender's own object. */
  @Override
  public Object transform(Object message) {
    return always ? format.decode(format.encode(message)) : message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
