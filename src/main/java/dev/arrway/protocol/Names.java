package dev.arrway.protocol;

import java.util.Locale;

/** How Java names are written outside. */
final class Names {
  private Names() {}

  /** {@code GetDiskSpace} as {@code get_disk_space}. */
  static String snake(String camel) {
    StringBuilder out = new StringBuilder(camel.length() + 8);
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        out.append('_');
      }
      out.append(c);
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}
