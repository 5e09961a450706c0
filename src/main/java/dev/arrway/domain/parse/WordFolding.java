package dev.arrway.domain.parse;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which words of names are looked up: lower case, without accents and vowel signs,
 * letters that writers exchange (dotless i, Arabic alef, yeh and teh marbuta) made one.
 */
final class WordFolding {

  private WordFolding() {}

  /** Returns the folded form of {@code word}. */
  static String fold(String word) {
    return isWide(word) ? foldWide(word) : word.toLowerCase(Locale.ROOT);
  }

  /** Returns whether a word has letters beyond ASCII. */
  static boolean isWide(String word) {
    for (int i = word.length() - 1; i >= 0; i--) {
      if (word.charAt(i) > 0x7F) {
        return true;
      }
    }
    return false;
  }

  private static String foldWide(String word) {
    String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
    StringBuilder out = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (c < 0x80 || Character.getType(c) != Character.NON_SPACING_MARK) {
        append(out, Character.toLowerCase(c));
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case 'ı' -> out.append('i');
      case 'ø' -> out.append('o');
      case 'ł' -> out.append('l');
      case 'đ' -> out.append('d');
      case 'æ' -> out.append("ae");
      case 'œ' -> out.append("oe");
      case 'ß' -> out.append("ss");
      case 'ς' -> out.append('σ');
      case 'ى', 'ی' -> out.append('ي');
      case 'ة' -> out.append('ه');
      case 'ک' -> out.append('ك');
      default -> out.append(c);
    }
  }
}
