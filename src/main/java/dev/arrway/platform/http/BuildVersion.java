package dev.arrway.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that this build calls itself. */
public final class BuildVersion {
  /** Such as {@code 1.0.0}. */
  public static final String VALUE = read();

  private BuildVersion() {}

  private static String read() {
    try (InputStream in = BuildVersion.class.getResourceAsStream("/arrway-build.properties")) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
