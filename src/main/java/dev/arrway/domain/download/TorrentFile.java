package dev.arrway.domain.download;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a {@code .torrent} file (BEP 3, BEP 52). Its trackers, which often carry a
 * personal key, are not kept.
 *
 * @param hashes what the torrent may be known by, at least one: its hash of version 1, then that of
 *     version 2; one that has both is known by the one or the other, as its client was built
 * @param hasVersion1 whether the first of the hashes is that of version 1
 * @param name what the file calls it, or null when that is no text
 * @param isPrivate whether its tracker wants to know who takes part (BEP 27)
 */
public record TorrentFile(
    List<InfoHash> hashes, boolean hasVersion1, @Nullable String name, boolean isPrivate) {
  /** The largest file that is read, bytes. */
  public static final int LARGEST = 32 << 20;

  public TorrentFile {
    hashes = List.copyOf(hashes);
  }

  /**
   * Reads a file.
   *
   * @return empty when it is no torrent file, or larger than {@link #LARGEST}
   */
  public static Optional<TorrentFile> parse(byte[] bytes) {
    if (bytes.length > LARGEST) {
      return Optional.empty();
    }
    try {
      Bencode.Span info = Bencode.dictionary(bytes, 0).get("info");
      return info == null || bytes[info.from()] != 'd'
          ? Optional.empty()
          : of(bytes, info, Bencode.dictionary(bytes, info.from()));
    } catch (Bencode.Malformed e) {
      return Optional.empty();
    }
  }

  private static Optional<TorrentFile> of(
      byte[] bytes, Bencode.Span info, Map<String, Bencode.Span> fields) {
    List<InfoHash> hashes = new ArrayList<>();
    boolean hasVersion1 = fields.containsKey("pieces");
    if (hasVersion1) {
      hashes.add(InfoHash.ofBytes(digest("SHA-1", bytes, info)));
    }
    if (number(bytes, fields, "meta version") == 2) {
      hashes.add(InfoHash.ofBytes(digest("SHA-256", bytes, info)));
    }
    Bencode.Span name = fields.get("name");
    return hashes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TorrentFile(
                hashes,
                hasVersion1,
                name == null ? null : Bencode.text(bytes, name).orElse(null),
                number(bytes, fields, "private") == 1));
  }

  private static long number(byte[] bytes, Map<String, Bencode.Span> fields, String name) {
    Bencode.Span span = fields.get(name);
    return span == null ? 0 : Bencode.number(bytes, span).orElse(0L);
  }

  private static byte[] digest(String algorithm, byte[] bytes, Bencode.Span span) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes, span.from(), span.to() - span.from());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
