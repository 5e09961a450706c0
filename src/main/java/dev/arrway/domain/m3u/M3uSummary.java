package dev.arrway.domain.m3u;

import java.util.List;
import java.util.Map;

/**
 * What a whole playlist came to.
 *
 * @param lines lines read, blank ones included
 * @param entries entries handed on
 * @param skippedLines lines that gave nothing although they should have
 * @param samples the first few of those, with their reasons
 * @param truncated whether the line limit cut the playlist short
 * @param header attributes of {@code #EXTM3U}, by lower-cased key
 * @param extended whether {@code #EXTM3U} or any {@code #EXTINF} was seen; false hints at another
 *     format
 */
public record M3uSummary(
    long lines,
    long entries,
    long skippedLines,
    List<SkippedLine> samples,
    boolean truncated,
    Map<String, String> header,
    boolean extended) {

  /** A line that was left out. */
  public record SkippedLine(long line, Reason reason) {}

  /** Why a line was left out. */
  public enum Reason {
    /**
     * Longer than {@link M3uParser#MAX_LINE_BYTES}, or the address that belonged to such a line.
     */
    TOO_LONG,
    /** An {@code #EXTINF} that no address followed. */
    NO_URL,
    /** Neither a directive nor an address. */
    NOT_A_URL
  }
}
