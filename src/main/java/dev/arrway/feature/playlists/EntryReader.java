package dev.arrway.feature.playlists;

import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.M3uParser;
import dev.arrway.domain.m3u.M3uSummary;
import dev.arrway.platform.config.UserQuotas.PlaylistSize;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes blocks of entries of a playlist's bytes, plain or gzip. Used by one thread at a time, off
 * the event loop.
 */
final class EntryReader {
  private static final int LOOKED_AT = 256;

  private final RowMaker maker;
  private final M3uParser parser = new M3uParser(this::entry);
  private final Gunzip gunzip;
  private List<EntryBlock> blocks = new ArrayList<>();
  private EntryBlock block = new EntryBlock();
  private boolean begun;
  private long movies;
  private long series;
  private long live;

  EntryReader(SecretBox box, Generation generation, PlaylistSize most) {
    this.maker = new RowMaker(box, generation, most);
    this.gunzip = new Gunzip(most.bytes(), this::plain);
  }

  /** How much was read so far. */
  record Counts(long entries, long movies, long series, long live, long skipped) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /** What came out of some bytes: the blocks that are full, and the counts with them. */
  record Read(List<EntryBlock> blocks, Counts counts) {}

  /** Reads on. Fails with {@code malformed_request} for what cannot be a playlist. */
  Read read(byte[] bytes) {
    gunzip.accept(bytes);
    return taken();
  }

  private void plain(byte[] bytes, int offset, int length) {
    if (!begun && length > 0) {
      begun = true;
      refusePage(bytes, offset, length);
    }
    parser.accept(bytes, offset, length);
  }

  /** Ends the playlist. Fails with {@code malformed_request} when it was none. */
  Read finish() {
    gunzip.finish();
    M3uSummary summary = parser.finish();
    if (!block.rows.isEmpty()) {
      blocks.add(block);
      block = new EntryBlock();
    }
    if (summary.truncated()) {
      throw FailureException.of(
          FailureCode.TOO_LARGE, "It has more than " + M3uParser.MAX_LINES + " lines.");
    }
    boolean text = !summary.extended() && summary.skippedLines() > summary.entries();
    if (summary.entries() == 0 || text) {
      throw refused("There is no entry of a playlist in it.");
    }
    return taken();
  }

  private Read taken() {
    List<EntryBlock> full = blocks;
    blocks = new ArrayList<>();
    long skipped = parser.summary().skippedLines();
    return new Read(full, new Counts(movies + series + live, movies, series, live, skipped));
  }

  private void entry(M3uEntry entry) {
    switch (maker.add(entry, block).kind()) {
      case "movie" -> movies++;
      case "series" -> series++;
      default -> live++;
    }
    if (block.isFull()) {
      blocks.add(block);
      block = new EntryBlock();
    }
  }

  private static void refusePage(byte[] bytes, int offset, int length) {
    String start =
        new String(bytes, offset, Math.min(LOOKED_AT, length), StandardCharsets.ISO_8859_1)
            .replaceFirst("^\u00ef\u00bb\u00bf", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
      throw refused("It is a web page, not a playlist.");
    }
  }

  private static FailureException refused(String detail) {
    return FailureException.of(FailureCode.MALFORMED_REQUEST, detail);
  }
}
