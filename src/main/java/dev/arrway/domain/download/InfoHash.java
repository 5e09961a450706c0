package dev.arrway.domain.download;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a torrent is known by: 40 lower-case hexadecimal digits. Those of a torrent of version 2 are
 * the first 20 of the 32 bytes of its SHA-256 (BEP 52).
 */
public record InfoHash(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern LONG_HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BASE_32 = Pattern.compile("[A-Z2-7]{32}");
  private static final int BYTES = 20;
  private static final int BITS_OF_LETTER = 5;

  /** Takes nothing else. */
  public InfoHash {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("an info hash has 40 lower-case hexadecimal digits");
    }
  }

  /**
   * Reads a hash as people and magnet links write it.
   *
   * @param text 40 or 64 hexadecimal digits, or 32 of base32, in any case
   * @return empty for anything else
   */
  public static Optional<InfoHash> of(String text) {
    if (text.length() > 64) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (HEX.matcher(lower).matches()) {
      return Optional.of(new InfoHash(lower));
    }
    if (LONG_HEX.matcher(lower).matches()) {
      return Optional.of(new InfoHash(lower.substring(0, 2 * BYTES)));
    }
    String upper = text.toUpperCase(Locale.ROOT);
    return BASE_32.matcher(upper).matches()
        ? Optional.of(ofBytes(base32(upper)))
        : Optional.empty();
  }

  /** The first 20 bytes of a digest; throws {@link IllegalArgumentException} when it is shorter. */
  public static InfoHash ofBytes(byte[] digest) {
    if (digest.length < BYTES) {
      throw new IllegalArgumentException("an info hash has 20 bytes, not " + digest.length);
    }
    return new InfoHash(HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)));
  }

  private static byte[] base32(String text) {
    byte[] bytes = new byte[BYTES];
    long buffer = 0;
    int bits = 0;
    int at = 0;
    for (char letter : text.toCharArray()) {
      int value = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
      buffer = buffer << BITS_OF_LETTER | value;
      bits += BITS_OF_LETTER;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    return bytes;
  }

  @Override
  public String toString() {
    return hex;
  }
}
