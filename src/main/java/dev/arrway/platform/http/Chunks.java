package dev.arrway.platform.http;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers a body piece by piece. Small pieces are joined as they come, so that a body sent byte by
 * byte costs its own size; big ones are joined once, so that growing copies nothing.
 */
final class Chunks {
  private static final int JOINED = 64 << 10;

  private final List<Buffer> full = new ArrayList<>();
  private Buffer tail = Buffer.buffer();
  private int length;

  void add(Buffer chunk) {
    length += chunk.length();
    if (tail.length() + chunk.length() > JOINED) {
      full.add(tail);
      tail = Buffer.buffer(Math.max(1024, chunk.length()));
    }
    tail.appendBuffer(chunk);
  }

  Buffer join() {
    if (full.isEmpty()) {
      return tail;
    }
    Buffer whole = Buffer.buffer(length);
    full.forEach(whole::appendBuffer);
    return whole.appendBuffer(tail);
  }
}
