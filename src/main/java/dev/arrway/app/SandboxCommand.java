package dev.arrway.app;

import dev.arrway.config.Secret;
import dev.arrway.sandbox.SandboxDefaults;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves simulated upstreams. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = {
      "Starts simulated servers with state, paging and switches for faults: Radarr, Sonarr, Plex,",
      "Jellyfin. They explain themselves at GET /sandbox (with their API key)."
    })
final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = "--radarr-port",
      defaultValue = "7878",
      description = "Radarr's port, 0 for any (${DEFAULT-VALUE}).")
  private int radarrPort;

  @Option(
      names = "--sonarr-port",
      defaultValue = "8989",
      description = "Sonarr's port, 0 for any (${DEFAULT-VALUE}).")
  private int sonarrPort;

  @Option(
      names = "--plex-port",
      defaultValue = "32400",
      description = "Plex's port, 0 for any (${DEFAULT-VALUE}).")
  private int plexPort;

  @Option(
      names = "--jellyfin-port",
      defaultValue = "8096",
      description = "Jellyfin's port, 0 for any (${DEFAULT-VALUE}).")
  private int jellyfinPort;

  @Option(
      names = "--movies",
      defaultValue = "300",
      description = "Movies in the library, up to 200,000 (${DEFAULT-VALUE}).")
  private int movies;

  @Option(
      names = "--series",
      defaultValue = "80",
      description = "Series in the library, up to 200,000 (${DEFAULT-VALUE}).")
  private int series;

  @Option(
      names = "--url-base",
      defaultValue = "",
      description = "The path that all stand under, such as /arr.")
  private String urlBase = "";

  @Option(names = "--api-key", description = "The API key of all; otherwise each makes one up.")
  private @Nullable String apiKey;

  @Override
  public Integer call() throws Exception {
    Vertx vertx = Vertx.vertx();
    RadarrSandbox radarr =
        Running.await(
            RadarrSandbox.start(
                vertx, with(SandboxDefaults.radarr().withPort(radarrPort).withLibrary(movies, 0))));
    SonarrSandbox sonarr =
        Running.await(
            SonarrSandbox.start(
                vertx, with(SandboxDefaults.sonarr().withPort(sonarrPort).withLibrary(series, 0))));
    PlexSandbox plex =
        Running.await(PlexSandbox.start(vertx, with(SandboxDefaults.plex().withPort(plexPort))));
    JellyfinSandbox jellyfin =
        Running.await(
            JellyfinSandbox.start(vertx, with(SandboxDefaults.jellyfin().withPort(jellyfinPort))));
    print("Radarr", radarr.server());
    print("Sonarr", sonarr.server());
    print("Plex", plex.server());
    print("Jellyfin", jellyfin.server());
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "stop"));
    ended.await();
    return 0;
  }

  private static void print(String name, SandboxServer server) {
    System.out.printf("%-8s  %s  API key %s%n", name, server.url(), server.apiKey().reveal());
  }

  private SandboxSettings with(SandboxSettings settings) {
    SandboxSettings based = settings.withUrlBase(urlBase);
    return apiKey == null ? based : based.withApiKey(Secret.of(apiKey));
  }
}
