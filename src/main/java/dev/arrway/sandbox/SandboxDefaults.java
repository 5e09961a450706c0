package dev.arrway.sandbox;

/**
 * The libraries of the {@code sandbox} command and of demo mode. The sample playlist on the class
 * path at {@link #PLAYLIST} names titles that are in them and titles that are not.
 */
public final class SandboxDefaults {
  /** Where the sample playlist is on the class path. */
  public static final String PLAYLIST = "/demo/sample.m3u";

  private static final int RADARR_PORT = 7878;
  private static final int SONARR_PORT = 8989;
  private static final int SABNZBD_PORT = 8085;
  private static final int MOVIES = 300;
  private static final int SERIES = 80;
  private static final int JOBS = 12;

  private SandboxDefaults() {}

  /** Radarr's usual port, 300 movies, a new random key. */
  public static SandboxSettings radarr() {
    return SandboxSettings.of(MOVIES).withPort(RADARR_PORT).withInstanceName("Radarr Sandbox");
  }

  /** Sonarr's usual port, 80 series, a new random key. */
  public static SandboxSettings sonarr() {
    return SandboxSettings.of(SERIES).withPort(SONARR_PORT).withInstanceName("Sonarr Sandbox");
  }

  /** A port that is seldom taken, 12 jobs, a new random key. */
  public static SandboxSettings sabnzbd() {
    return SandboxSettings.of(JOBS).withPort(SABNZBD_PORT).withInstanceName("SABnzbd Sandbox");
  }
}
