package dev.arrway.sandbox;

import dev.arrway.platform.config.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;

/**
 * How one simulated upstream is started.
 *
 * @param host the address that is listened on
 * @param port 0 for any free port, else 1 to 65535
 * @param urlBase empty, or a path such as {@code /radarr} without a slash at its end
 * @param apiKey the key that clients must send; 32 hexadecimal digits unless given otherwise
 * @param instanceName empty for the vendor's own name
 * @param version empty for the vendor's default version
 * @param size titles in the library at the start, 0 to 200,000
 * @param offset titles of the shuffled catalogue that are left out before the library begins; two
 *     servers of one seed are disjoint when their {@code offset..offset+size} are
 * @param seed decides the order of the catalogue and every detail of the library
 * @param commandTime how long a command runs; it is queued for a fifth of this before
 */
public record SandboxSettings(
    String host,
    int port,
    String urlBase,
    Secret apiKey,
    String instanceName,
    String version,
    int size,
    int offset,
    long seed,
    Duration commandTime) {

  /** The largest library, in titles. */
  static final int MOST_TITLES = 200_000;

  /** Refuses values outside of their ranges, naming the key and the value. */
  public SandboxSettings {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(instanceName, "instanceName");
    Objects.requireNonNull(version, "version");
    check(port >= 0 && port <= 65_535, "port", port);
    check(urlBase.isEmpty() || urlBase.matches("(/[A-Za-z0-9._~-]+)+"), "urlBase", urlBase);
    check(
        apiKey.reveal().matches("[\\x21-\\x7e]{1,128}"),
        "apiKey",
        "not 1 to 128 printable characters");
    check(size >= 0 && size <= MOST_TITLES, "size", size);
    check(offset >= 0 && offset <= MOST_TITLES, "offset", offset);
    check(!commandTime.isNegative(), "commandTime", commandTime);
  }

  /** Any port of 127.0.0.1, a new random key, no URL base, seed 1. */
  public static SandboxSettings of(int size) {
    return new SandboxSettings(
        "127.0.0.1", 0, "", newKey(), "", "", size, 0, 1, Duration.ofSeconds(1));
  }

  /** These settings on another address. */
  public SandboxSettings withHost(String value) {
    return new SandboxSettings(
        value, port, urlBase, apiKey, instanceName, version, size, offset, seed, commandTime);
  }

  /** These settings on another port. */
  public SandboxSettings withPort(int value) {
    return new SandboxSettings(
        host, value, urlBase, apiKey, instanceName, version, size, offset, seed, commandTime);
  }

  /** These settings below a path. */
  public SandboxSettings withUrlBase(String value) {
    return new SandboxSettings(
        host, port, value, apiKey, instanceName, version, size, offset, seed, commandTime);
  }

  /** These settings with a known key. */
  public SandboxSettings withApiKey(Secret value) {
    return new SandboxSettings(
        host, port, urlBase, value, instanceName, version, size, offset, seed, commandTime);
  }

  /** These settings with a name of the instance. */
  public SandboxSettings withInstanceName(String value) {
    return new SandboxSettings(
        host, port, urlBase, apiKey, value, version, size, offset, seed, commandTime);
  }

  /** These settings with the version that the server says it has. */
  public SandboxSettings withVersion(String value) {
    return new SandboxSettings(
        host, port, urlBase, apiKey, instanceName, value, size, offset, seed, commandTime);
  }

  /** These settings with another part of the catalogue as library. */
  public SandboxSettings withLibrary(int newSize, int newOffset) {
    return new SandboxSettings(
        host, port, urlBase, apiKey, instanceName, version, newSize, newOffset, seed, commandTime);
  }

  /** These settings with another order of the catalogue. */
  public SandboxSettings withSeed(long value) {
    return new SandboxSettings(
        host, port, urlBase, apiKey, instanceName, version, size, offset, value, commandTime);
  }

  /** These settings with slower or faster commands. */
  public SandboxSettings withCommandTime(Duration value) {
    return new SandboxSettings(
        host, port, urlBase, apiKey, instanceName, version, size, offset, seed, value);
  }

  private static Secret newKey() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(HexFormat.of().formatHex(bytes));
  }

  private static void check(boolean holds, String key, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("sandbox " + key + ": " + value + " is out of range");
    }
  }
}
