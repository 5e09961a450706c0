package dev.arrway.app;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A span as the OpenTelemetry protocol has it; of its many fields those that say where it belongs.
 *
 * @param parent empty for the root of a trace
 */
record Span(String trace, String id, String parent, String name) {
  private static final int LENGTH_DELIMITED = 2;

  /** The spans of a request: resource spans, in them scope spans, in them spans. */
  static List<Span> of(byte[] request) {
    List<Span> spans = new ArrayList<>();
    for (byte[] resource : fields(request, 1)) {
      for (byte[] scope : fields(resource, 2)) {
        for (byte[] span : fields(scope, 2)) {
          spans.add(
              new Span(
                  hex(fields(span, 1)),
                  hex(fields(span, 2)),
                  hex(fields(span, 4)),
                  new String(fields(span, 5).get(0), StandardCharsets.UTF_8)));
        }
      }
    }
    return spans;
  }

  private static String hex(List<byte[]> field) {
    return field.isEmpty() ? "" : HexFormat.of().formatHex(field.get(0));
  }

  /** The values of a length-delimited field of a protobuf message. */
  private static List<byte[]> fields(byte[] message, int number) {
    List<byte[]> values = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      long tag = varint(in);
      switch ((int) (tag & 7)) {
        case 0 -> varint(in);
        case 1 -> in.position(in.position() + 8);
        case LENGTH_DELIMITED -> {
          byte[] value = new byte[(int) varint(in)];
          in.get(value);
          if (tag >> 3 == number) {
            values.add(value);
          }
        }
        case 5 -> in.position(in.position() + 4);
        default -> throw new IllegalArgumentException("wire type of tag " + tag);
      }
    }
    return values;
  }

  @CanIgnoreReturnValue
  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
