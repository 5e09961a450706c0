package dev.arrway.domain.m3u;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.domain.m3u.M3uSummary.Reason;
import dev.arrway.domain.m3u.M3uSummary.SkippedLine;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A push parser for M3U playlists: give it bytes as they come, it hands on entries as they end, and
 * never holds more than a line and an entry. Nothing in the bytes makes it throw. One parser reads
 * one playlist, on one thread at a time.
 *
 * <p>An address without {@code #EXTINF} is an entry too, named after its last path segment: plain
 * M3U lists are made of those. An {@code #EXTINF} without an address is skipped and counted.
 */
public final class M3uParser {

  /**
   * A longer line is skipped and counted; of an {@code #EXTINF} only the attribute that makes it so
   * long is.
   */
  public static final int MAX_LINE_BYTES = 16 * 1024;

  /** Lines after this many are not read. */
  public static final int MAX_LINES = 8_000_000;

  static final String EXTINF = "#EXTINF:";
  private static final int MAX_SAMPLES = 10;

  private final Consumer<? super M3uEntry> consumer;
  private final int maxLines;
  private final LineSplitter splitter;
  private final Utf16Filter filter;
  private final AttributeBuffer attributes = new AttributeBuffer();
  private final List<SkippedLine> samples = new ArrayList<>();

  private Map<String, String> header = Map.of();
  private long lines;
  private long entries;
  private long skipped;
  private boolean truncated;
  private boolean extended;
  private int pendingLine;
  private @Nullable String pendingName;
  private @Nullable String pendingGroup;
  private boolean dropNextUrl;
  private Charset encoding = LineText.WINDOWS_1252;

  /** Hands entries to {@code consumer} on the thread that calls {@link #accept}. */
  public M3uParser(Consumer<? super M3uEntry> consumer) {
    this(consumer, MAX_LINES);
  }

  M3uParser(Consumer<? super M3uEntry> consumer, int maxLines) {
    this.consumer = consumer;
    this.maxLines = maxLines;
    this.splitter = new LineSplitter(MAX_LINE_BYTES, new Lines());
    this.filter = new Utf16Filter(splitter::accept);
  }

  /** Reads the next bytes; the array may be reused afterwards. */
  public void accept(byte[] data) {
    accept(data, 0, data.length);
  }

  /** Reads {@code length} bytes of {@code data} from {@code offset}. */
  public void accept(byte[] data, int offset, int length) {
    if (!truncated) {
      filter.accept(data, offset, offset + length);
    }
  }

  /** Reads and consumes what remains in {@code data}. */
  public void accept(ByteBuffer data) {
    if (data.hasArray()) {
      accept(data.array(), data.arrayOffset() + data.position(), data.remaining());
      data.position(data.limit());
    } else {
      byte[] copy = new byte[data.remaining()];
      data.get(copy);
      accept(copy);
    }
  }

  /** Ends the playlist and says what it came to. Nothing may be given afterwards. */
  @CanIgnoreReturnValue
  public M3uSummary finish() {
    filter.finish();
    splitter.finish();
    dropPending();
    return summary();
  }

  /** What was read so far, for progress. */
  public M3uSummary summary() {
    return new M3uSummary(
        lines, entries, skipped, List.copyOf(samples), truncated, header, extended);
  }

  private final class Lines implements LineSplitter.Sink {
    @Override
    public void line(byte[] data, int from, int to) {
      if (!counted()) {
        return;
      }
      int start = lines == 1 ? Bytes.afterBom(data, from, to) : from;
      start = Bytes.skipBlank(data, start, to);
      int end = Bytes.trimEnd(data, start, to);
      if (start == end) {
        return;
      }
      if (data[start] == '#') {
        directive(data, start, end);
      } else {
        url(text(data, start, end).trim());
      }
    }

    @Override
    public void tooLong(byte[] head, byte[] tail) {
      if (!counted()) {
        return;
      }
      if (Bytes.startsWith(head, 0, head.length, EXTINF)) {
        extInf(LongLine.withoutLongValue(head, tail, encoding).substring(EXTINF.length()));
        return;
      }
      skip(lines, Reason.TOO_LONG);
      // Either this was an EXTINF, and its address would stay nameless, or the address of the
      // pending one.
      dropNextUrl = pendingLine == 0;
      pendingLine = 0;
    }
  }

  private boolean counted() {
    if (truncated || lines >= maxLines) {
      truncated = true;
      return false;
    }
    lines++;
    return true;
  }

  private void directive(byte[] data, int from, int to) {
    if (Bytes.startsWith(data, from, to, EXTINF)) {
      extInf(text(data, from + EXTINF.length(), to));
    } else if (Bytes.startsWith(data, from, to, "#EXTENC:")) {
      encoding(text(data, from + 8, to).trim());
    } else if (Bytes.startsWith(data, from, to, "#EXTGRP:")) {
      pendingGroup = text(data, from + 8, to).trim();
    } else if (Bytes.startsWith(data, from, to, "#EXTVLCOPT:")) {
      option(text(data, from + 11, to));
    } else if (Bytes.startsWith(data, from, to, "#KODIPROP:")) {
      option(text(data, from + 10, to));
    } else if (Bytes.startsWith(data, from, to, "#EXTM3U")) {
      header(text(data, from + 7, to));
    }
  }

  private void extInf(String text) {
    dropPending();
    extended = true;
    dropNextUrl = false;
    attributes.clear();
    pendingGroup = null;
    pendingLine = (int) lines;
    pendingName = ExtInf.read(text, 0, attributes);
  }

  /** An encoding that is unknown here changes nothing. */
  private void encoding(String name) {
    try {
      encoding = Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      encoding = LineText.WINDOWS_1252;
    }
  }

  private String text(byte[] data, int from, int to) {
    return LineText.decode(data, from, to, encoding);
  }

  private void header(String text) {
    extended = true;
    if (header.isEmpty() && pendingLine == 0) {
      attributes.clear();
      ExtInf.readHeader(text, attributes);
      header = attributes.toMap();
      attributes.clear();
    }
  }

  private void option(String text) {
    int equals = text.indexOf('=');
    if (equals > 0 && pendingLine > 0) {
      String key = text.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      attributes.add(key, text.substring(equals + 1).trim());
    }
  }

  private void url(String line) {
    if (dropNextUrl) {
      dropNextUrl = false;
      skip(lines, Reason.TOO_LONG);
      return;
    }
    if (!looksLikeAddress(line, pendingLine > 0)) {
      skip(lines, Reason.NOT_A_URL);
      return;
    }
    int number = pendingLine;
    if (number == 0) {
      attributes.clear();
      pendingName = null;
      number = (int) lines;
    }
    emit(number, UrlOptions.strip(line, attributes));
    pendingLine = 0;
    pendingGroup = null;
  }

  private void emit(int line, String url) {
    String group = attributes.get("group-title");
    if ((group == null || group.isEmpty()) && pendingGroup != null) {
      group = pendingGroup;
    }
    entries++;
    consumer.accept(
        new M3uEntry(line, name(url), attributes.toMap(), group == null ? "" : group, url));
  }

  private String name(String url) {
    if (pendingName != null && !pendingName.isEmpty()) {
      return pendingName;
    }
    String guide = attributes.get("tvg-name");
    return guide != null && !guide.isEmpty() ? guide : UrlOptions.nameOf(url);
  }

  private static boolean looksLikeAddress(String line, boolean announced) {
    if (line.isEmpty() || line.charAt(0) == '<' || line.charAt(0) == '{') {
      return false;
    }
    return announced || line.contains("://");
  }

  private void dropPending() {
    if (pendingLine > 0) {
      skip(pendingLine, Reason.NO_URL);
      pendingLine = 0;
    }
  }

  private void skip(long line, Reason reason) {
    skipped++;
    if (samples.size() < MAX_SAMPLES) {
      samples.add(new SkippedLine(line, reason));
    }
  }
}
