package dev.arrway.kind.arr;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Cuts long lists of documents into what one message takes. */
final class ObjectParts {
  /** Bytes of documents in one message, which may have 1 MB in all. */
  private static final int MOST = 800_000;

  private ObjectParts() {}

  /** The documents from one on, at least one when there are any. */
  static ArrReply.DocumentPart from(List<String> all, int from, Ask ask) {
    if (ask.skipped().count() > 0) {
      // An object that cannot be read would look as if it had been deleted.
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED,
          "Some of the objects that the upstream sent cannot be read.");
    }
    int begin = Math.min(from, all.size());
    int end = begin;
    int bytes = 0;
    while (end < all.size()) {
      bytes += written(all.get(end));
      if (bytes > MOST && end > begin) {
        break;
      }
      end++;
    }
    return new ArrReply.DocumentPart(all.subList(begin, end), all.size(), digest(all));
  }

  /** Bytes of a text within JSON. */
  private static int written(String text) {
    int bytes = 3;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c == '"' || c == '\\' ? 2 : c < ' ' ? 6 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }

  private static String digest(List<String> all) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      all.forEach(one -> digest.update(one.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
