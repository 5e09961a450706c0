package dev.arrway.app;

import dev.arrway.feature.instances.Resealing;
import dev.arrway.platform.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The keys that encrypt and sign. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Manages the keys that encrypt credentials and sign tokens.",
    subcommands = {KeysCommand.Rotate.class})
final class KeysCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** Makes new keys. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Adds a new encryption key and a new signing key.",
        "All stored credentials are encrypted again with the new key. Tokens signed before stay"
            + " valid until they expire. A gateway may be running: the new key is used only after"
            + " every gateway has had the time to read it."
      })
  static final class Rotate implements Callable<Integer> {
    @Mixin private CommonOptions options = new CommonOptions();

    @Option(
        names = "--wait-seconds",
        paramLabel = "SECONDS",
        defaultValue = "90",
        description =
            "How long running gateways get to read the new key, 0 when none runs (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Override
    public Integer call() {
      Duration wait = Duration.ofSeconds(waitSeconds);
      int resealed =
          Offline.withStore(
              options.load(),
              (vertx, store) ->
                  store
                      .vault()
                      .addKey()
                      .compose(
                          key -> {
                            System.out.println("A new key was added.");
                            return pause(vertx, wait).compose(read -> store.vault().promote(key));
                          })
                      .compose(promoted -> reseal(vertx, store)));
      System.out.println(
          "The new key encrypts; "
              + resealed
              + " credentials were encrypted again. The signing key is new.");
      return 0;
    }

    private static Future<Integer> reseal(Vertx vertx, Store store) {
      return Resealing.all(store.database(), store.vault())
          .compose(
              instances ->
                  dev.arrway.feature.playlists.Resealing.all(store.database(), store.vault())
                      .map(playlists -> instances + playlists))
          .compose(
              count ->
                  dev.arrway.feature.subscriptions.Resealing.all(store.database(), store.vault())
                      .map(subscriptions -> count + subscriptions))
          .compose(
              count ->
                  dev.arrway.feature.downloads.Resealing.all(store.database(), store.vault())
                      .map(sources -> count + sources))
          .compose(
              count ->
                  Offline.identity(
                          vertx,
                          store,
                          identity ->
                              identity
                                  .signingKeys()
                                  .reencrypt()
                                  .compose(keys -> identity.signingKeys().rotate().map(keys)))
                      .map(keys -> count + keys));
    }

    private static Future<Void> pause(Vertx vertx, Duration wait) {
      return wait.isZero() ? Future.succeededFuture() : vertx.timer(wait.toMillis()).mapEmpty();
    }
  }
}
