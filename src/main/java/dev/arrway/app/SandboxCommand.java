package dev.arrway.app;

import dev.arrway.config.Secret;
import dev.arrway.sandbox.SandboxDefaults;
import dev.arrway.sandbox.SandboxSettings;
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
      "Starts a simulated Radarr and a simulated Sonarr with state, paging and switches for faults.",
      "Both explain themselves at GET /sandbox (with their API key)."
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
      description = "The path that both stand under, such as /arr.")
  private String urlBase = "";

  @Option(names = "--api-key", description = "The API key of both; otherwise each makes one up.")
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
    System.out.printf(
        "Radarr  %s  API key %s%nSonarr  %s  API key %s%n",
        radarr.server().url(),
        radarr.server().apiKey().reveal(),
        sonarr.server().url(),
        sonarr.server().apiKey().reveal());
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "stop"));
    ended.await();
    return 0;
  }

  private SandboxSettings with(SandboxSettings settings) {
    SandboxSettings based = settings.withUrlBase(urlBase);
    return apiKey == null ? based : based.withApiKey(Secret.of(apiKey));
  }
}
