package dev.arrway.app;

import dev.arrway.config.Secret;
import dev.arrway.sandbox.SandboxDefaults;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.sandbox.qbittorrent.QbittorrentSandbox;
import dev.arrway.sandbox.qbittorrent.QbittorrentState;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sabnzbd.SabnzbdSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.sandbox.transmission.TransmissionSandbox;
import dev.arrway.sandbox.transmission.TransmissionState;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves simulated upstreams. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a simulated Radarr, Sonarr, qBittorrent, SABnzbd, Transmission, Plex and Jellyfin.",
      "They keep changes until they stop, and can simulate failures. GET /sandbox on each server"
          + " (with its API key as X-Api-Key) lists how."
    })
final class SandboxCommand implements Callable<Integer> {
  private static final Set<String> VERSIONS = Set.of("4", "5.1", "5.2");
  private static final int MOST_TITLES = 200_000;

  @Option(
      names = "--radarr-port",
      paramLabel = "PORT",
      defaultValue = "7878",
      description = "Radarr's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int radarrPort;

  @Option(
      names = "--sonarr-port",
      paramLabel = "PORT",
      defaultValue = "8989",
      description = "Sonarr's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int sonarrPort;

  @Option(
      names = "--sabnzbd-port",
      paramLabel = "PORT",
      defaultValue = "8085",
      description = "SABnzbd's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int sabnzbdPort;

  @Option(
      names = "--transmission-port",
      paramLabel = "PORT",
      defaultValue = "9091",
      description = "Transmission's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int transmissionPort;

  @Option(
      names = "--plex-port",
      paramLabel = "PORT",
      defaultValue = "32400",
      description = "Plex's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int plexPort;

  @Option(
      names = "--jellyfin-port",
      paramLabel = "PORT",
      defaultValue = "8096",
      description = "Jellyfin's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int jellyfinPort;

  @Option(
      names = "--movies",
      paramLabel = "NUMBER",
      defaultValue = "300",
      description = "Movies in the library, up to 200,000 (default: ${DEFAULT-VALUE}).")
  private int movies;

  @Option(
      names = "--series",
      paramLabel = "NUMBER",
      defaultValue = "80",
      description = "Series in the library, up to 200,000 (default: ${DEFAULT-VALUE}).")
  private int series;

  @Option(
      names = "--qbittorrent-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "qBittorrent's port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int qbittorrentPort;

  @Option(
      names = "--qbittorrent-version",
      paramLabel = "VERSION",
      defaultValue = "5.2",
      description =
          "The qBittorrent version to simulate: 4, 5.1 or 5.2 (default: ${DEFAULT-VALUE}).")
  private String qbittorrentVersion = "";

  @Option(
      names = "--url-base",
      paramLabel = "PATH",
      defaultValue = "",
      description = "A path in front of every address, such as /arr (default: none).")
  private String urlBase = "";

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description =
          "The API key of all servers, and the password of qBittorrent and Transmission"
              + " (default: a random one each).")
  private @Nullable String apiKey;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    checkSize("--movies", movies);
    checkSize("--series", series);
    if (!VERSIONS.contains(qbittorrentVersion)) {
      throw wrong("--qbittorrent-version must be 4, 5.1 or 5.2, not " + qbittorrentVersion);
    }
    checkPorts();
    Vertx vertx = Vertx.vertx();
    RadarrSandbox radarr =
        Running.await(
            RadarrSandbox.start(
                vertx, with(SandboxDefaults.radarr().withPort(radarrPort).withLibrary(movies, 0))));
    SonarrSandbox sonarr =
        Running.await(
            SonarrSandbox.start(
                vertx, with(SandboxDefaults.sonarr().withPort(sonarrPort).withLibrary(series, 0))));
    QbittorrentSandbox qbittorrent =
        Running.await(
            QbittorrentSandbox.start(
                vertx,
                with(
                    SandboxDefaults.qbittorrent()
                        .withPort(qbittorrentPort)
                        .withVersion(qbittorrentVersion))));
    SabnzbdSandbox sabnzbd =
        Running.await(
            SabnzbdSandbox.start(vertx, with(SandboxDefaults.sabnzbd().withPort(sabnzbdPort))));
    TransmissionSandbox transmission =
        Running.await(
            TransmissionSandbox.start(
                vertx, with(SandboxDefaults.transmission().withPort(transmissionPort))));
    PlexSandbox plex =
        Running.await(PlexSandbox.start(vertx, with(SandboxDefaults.plex().withPort(plexPort))));
    JellyfinSandbox jellyfin =
        Running.await(
            JellyfinSandbox.start(vertx, with(SandboxDefaults.jellyfin().withPort(jellyfinPort))));
    print("Radarr", radarr.server());
    print("Sonarr", sonarr.server());
    print("qBittorrent", qbittorrent.server(), QbittorrentState.USERNAME);
    print("SABnzbd", sabnzbd.server());
    print("Transmission", transmission.server(), TransmissionState.USERNAME);
    print("Plex", plex.server());
    print("Jellyfin", jellyfin.server());
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "stop"));
    ended.await();
    return 0;
  }

  private void checkSize(String option, int titles) {
    if (titles < 0 || titles > MOST_TITLES) {
      throw wrong(option + " must be between 0 and " + MOST_TITLES + ", not " + titles);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void checkPorts() {
    Map<String, Integer> ports =
        Map.of(
            "--radarr-port", radarrPort,
            "--sonarr-port", sonarrPort,
            "--qbittorrent-port", qbittorrentPort,
            "--sabnzbd-port", sabnzbdPort,
            "--transmission-port", transmissionPort,
            "--plex-port", plexPort,
            "--jellyfin-port", jellyfinPort);
    ports.forEach(
        (option, port) ->
            PortCheck.check(
                "127.0.0.1", port, option, "choose another one with " + option + " NUMBER"));
  }

  private static void print(String name, SandboxServer server) {
    System.out.printf("%-8s  %s  API key %s%n", name, server.url(), server.apiKey().reveal());
  }

  private static void print(String name, SandboxServer server, String user) {
    System.out.printf(
        "%s  %s  user %s  password %s%n", name, server.url(), user, server.apiKey().reveal());
  }

  private SandboxSettings with(SandboxSettings settings) {
    SandboxSettings based = settings.withUrlBase(urlBase);
    return apiKey == null ? based : based.withApiKey(Secret.of(apiKey));
  }
}
