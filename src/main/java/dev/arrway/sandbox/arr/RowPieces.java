package dev.arrway.sandbox.arr;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A JSON array in pieces of about 64 kB, made from its rows as they are asked for. */
final class RowPieces implements Iterator<Buffer> {
  private static final int PIECE = 65_536;
  private final Iterator<JsonObject> rows;
  private boolean started;
  private boolean ended;

  RowPieces(Iterator<JsonObject> rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Buffer next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    var piece = Buffer.buffer(PIECE + 8_192);
    var first = !started;
    if (first) {
      started = true;
      piece.appendByte((byte) '[');
    }
    while (rows.hasNext() && piece.length() < PIECE) {
      if (!first) {
        piece.appendByte((byte) ',');
      }
      first = false;
      piece.appendBuffer(rows.next().toBuffer());
    }
    if (!rows.hasNext()) {
      ended = true;
      piece.appendByte((byte) ']');
    }
    return piece;
  }
}
