package dev.arrway.app;

import dev.arrway.config.ArrwayConfig;
import dev.arrway.config.Secret;
import dev.arrway.sandbox.SandboxDefaults;
import dev.arrway.sandbox.SandboxServer;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows everything with simulated upstreams. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a gateway with simulated servers and a sample playlist.",
      "Sets everything up through the public API, and prints how to log in and what to try."
          + " Its data is deleted when it ends."
    })
final class DemoCommand implements Callable<Integer> {
  static final String USER = "demo";

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--radarr-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The simulated Radarr's port (default: any free one).")
  private int radarrPort;

  @Option(
      names = "--sonarr-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The simulated Sonarr's port (default: any free one).")
  private int sonarrPort;

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("arrway-demo");
    Secret setupCode = random(8);
    Secret password = random(12);
    // The demo's password is on the screen, so only this machine may reach it, whatever the file
    // says.
    ArrwayConfig config =
        options.load(
            Map.of(
                "data.dir",
                data.toString(),
                "http.host",
                "127.0.0.1",
                "database.uri",
                "",
                "setup.code",
                setupCode.reveal()));
    Running.untilTheProcessEnds(
        config,
        gateway -> {
          Vertx vertx = gateway.vertx();
          RadarrSandbox radarr =
              Running.await(
                  RadarrSandbox.start(vertx, SandboxDefaults.radarr().withPort(radarrPort)));
          SonarrSandbox sonarr =
              Running.await(
                  SonarrSandbox.start(vertx, SandboxDefaults.sonarr().withPort(sonarrPort)));
          DemoScript script =
              new DemoScript(
                  URI.create(gateway.url()),
                  setupCode,
                  password,
                  radarr.server(),
                  sonarr.server(),
                  others(vertx));
          String deployed = Running.await(vertx.deployVerticle(script));
          DemoScript.Outcome outcome = Running.await(script.outcome());
          Running.await(vertx.undeploy(deployed));
          System.out.println(text(gateway.url(), password, outcome));
        },
        () -> delete(data));
    return 0;
  }

  /** On any free ports: real ones may run on theirs. */
  private static List<DemoScript.Other> others(Vertx vertx) throws Exception {
    QbittorrentSandbox qbittorrent =
        Running.await(QbittorrentSandbox.start(vertx, SandboxDefaults.qbittorrent().withPort(0)));
    SabnzbdSandbox sabnzbd =
        Running.await(SabnzbdSandbox.start(vertx, SandboxDefaults.sabnzbd().withPort(0)));
    TransmissionSandbox transmission =
        Running.await(TransmissionSandbox.start(vertx, SandboxDefaults.transmission().withPort(0)));
    PlexSandbox plex = Running.await(PlexSandbox.start(vertx, SandboxDefaults.plex().withPort(0)));
    JellyfinSandbox jellyfin =
        Running.await(JellyfinSandbox.start(vertx, SandboxDefaults.jellyfin().withPort(0)));
    Map<String, ?> settings =
        Map.of("path_mappings", Map.of("/movies", "/data/movies", "/tv", "/data/tv"));
    return List.of(
        new DemoScript.Other(
            "Demo qBittorrent",
            "qbittorrent",
            qbittorrent.server(),
            login(QbittorrentState.USERNAME, qbittorrent.server()),
            Map.of()),
        new DemoScript.Other("Demo SABnzbd", "sabnzbd", sabnzbd.server(), Map.of()),
        new DemoScript.Other(
            "Demo Transmission",
            "transmission",
            transmission.server(),
            login(TransmissionState.USERNAME, transmission.server()),
            Map.of()),
        new DemoScript.Other("Demo Plex", "plex", plex.server(), settings),
        new DemoScript.Other("Demo Jellyfin", "jellyfin", jellyfin.server(), settings));
  }

  private static Map<String, String> login(String user, SandboxServer server) {
    return Map.of("username", user, "password", server.apiKey().reveal());
  }

  private static String text(String url, Secret password, DemoScript.Outcome outcome) {
    String key = outcome.apiKey().reveal();
    return String.join(
        System.lineSeparator(),
        "",
        "The demo is ready at " + url,
        "  user " + USER + ", password " + password.reveal(),
        "  API reference: " + url + "/docs/swagger/",
        "",
        "The sample playlist has "
            + outcome.entries()
            + " entries; the libraries lack "
            + outcome.missingMovies()
            + " movies and "
            + outcome.missingEpisodes()
            + " episodes of it. Try:",
        "",
        "  export ARRWAY=" + url,
        "  export KEY=" + key,
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/missing-content?type=movie&limit=5\"",
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/instances\"",
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/wanted/missing?limit=5\"",
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/sync-status\"",
        "  curl -sN -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/events\"",
        "",
        "Ctrl+C ends the demo and deletes its data.");
  }

  private static Secret random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Secret.of(HexFormat.of().formatHex(random));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println(
          "The demo's folder " + folder + " could not be removed: " + e.getMessage());
    }
  }
}
