package dev.arrway.app;

import dev.arrway.feature.accounts.Identity;
import dev.arrway.feature.accounts.IdentitySettings;
import dev.arrway.feature.accounts.KeyCipher;
import dev.arrway.feature.accounts.SetupCode;
import dev.arrway.feature.audit.AuditLog;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.StartFailure;
import dev.arrway.platform.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * Opens the store for one command, beside a gateway that may be running on it, and closes it again.
 */
final class Offline {
  private Offline() {}

  /** Does something with the accounts. */
  static <T> T with(ArrwayConfig config, Function<Identity, Future<T>> work) {
    return withStore(config, (vertx, store) -> identity(vertx, store, work));
  }

  /** Opens the accounts of a store, does something with them, and closes them again. */
  static <T> Future<T> identity(Vertx vertx, Store store, Function<Identity, Future<T>> work) {
    return Identity.open(
            new Identity.Parts(
                vertx,
                store.database(),
                Bus.create(vertx, UpstreamCatalog.standard().messages(), false),
                new AuditLog(store.database(), Clock.systemUTC()),
                KeyCipher.of(store.vault()),
                SetupCode.givenOrGenerated(Secret.of("")),
                Clock.systemUTC(),
                System::nanoTime),
            IdentitySettings.defaults())
        .compose(identity -> work.apply(identity).eventually(identity::close));
  }

  /** Works with an open store. */
  @FunctionalInterface
  interface Work<T> {
    Future<T> run(Vertx vertx, Store store);
  }

  /** Refuses a data directory in which no gateway has run; throws {@link StartFailure}. */
  static void requireDatabase(ArrwayConfig config) {
    Path dir = config.data().dir();
    if (config.database().embedded() && !Store.exists(dir)) {
      throw new StartFailure(
          "No database was found in the data directory "
              + dir
              + ": no gateway has run there yet. Start one first, or name the directory of yours"
              + " with --set data.dir=DIRECTORY.");
    }
  }

  /** Does something with the store itself. */
  static <T> T withStore(ArrwayConfig config, Work<T> work) {
    Logging.configure(config.log());
    requireDatabase(config);
    Vertx vertx = Vertx.vertx();
    try {
      return Running.await(
          Store.openBeside(vertx, config)
              .compose(store -> work.run(vertx, store).eventually(store::close)));
    } finally {
      Running.await(vertx.close());
    }
  }
}
