package dev.arrway.platform.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param path the key, such as {@code http.port}, or the variable when it belongs to no key
 * @param value what was given, masked when it is a secret
 * @param why what is wrong with it, or what would be right
 * @param source where it was given; empty when that says nothing
 */
public record Problem(String path, String value, String why, String source) {
  static Problem of(String path, Object value, String why) {
    return new Problem(path, String.valueOf(value), why, "");
  }

  Problem from(String where) {
    return new Problem(path, value, why, where);
  }

  @Override
  public String toString() {
    String given = value.isEmpty() ? path : path + " = " + value;
    return given + (source.isEmpty() ? "" : " (" + source + ")") + ": " + why;
  }
}
