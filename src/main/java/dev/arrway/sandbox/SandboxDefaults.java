package dev.arrway.sandbox;

/**
 * The servers of the {@code sandbox} command and of demo mode. The sample playlist on the class
 * path at {@link #PLAYLIST} names titles that are in them and titles that are not.
 */
public final class SandboxDefaults {
  /** Where the sample playlist is on the class path. */
  public static final String PLAYLIST = "/demo/sample.m3u";

  private static final int RADARR_PORT = 7878;
  private static final int SONARR_PORT = 8989;
  private static final int QBITTORRENT_PORT = 8080;
  private static final int SABNZBD_PORT = 8085;
  private static final int TRANSMISSION_PORT = 9091;
  private static final int PLEX_PORT = 32400;
  private static final int JELLYFIN_PORT = 8096;
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

  /** qBittorrent's usual port and newest version, no torrents, a new random password. */
  public static SandboxSettings qbittorrent() {
    return SandboxSettings.of(0).withPort(QBITTORRENT_PORT);
  }

  /** A port that is seldom taken, 12 jobs, a new random key. */
  public static SandboxSettings sabnzbd() {
    return SandboxSettings.of(JOBS).withPort(SABNZBD_PORT).withInstanceName("SABnzbd Sandbox");
  }

  /** Transmission's usual port and newest version, no torrents, a new random password. */
  public static SandboxSettings transmission() {
    return SandboxSettings.of(0).withPort(TRANSMISSION_PORT);
  }

  /** Plex's usual port, 300 movies and a fifth as many series, a new random token. */
  public static SandboxSettings plex() {
    return SandboxSettings.of(MOVIES).withPort(PLEX_PORT).withInstanceName("Plex Sandbox");
  }

  /** Jellyfin's usual port, 300 movies and a fifth as many series, a new random key. */
  public static SandboxSettings jellyfin() {
    return SandboxSettings.of(MOVIES).withPort(JELLYFIN_PORT).withInstanceName("Jellyfin Sandbox");
  }
}
