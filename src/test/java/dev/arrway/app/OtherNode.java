package dev.arrway.app;

import dev.arrway.feature.accounts.Identity;
import dev.arrway.feature.accounts.IdentitySettings;
import dev.arrway.feature.accounts.KeyCipher;
import dev.arrway.feature.accounts.SetupCode;
import dev.arrway.feature.accounts.SigningKeys;
import dev.arrway.feature.audit.AuditLog;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Store;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.protocol.Client;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/** The accounts of another process on the database of a gateway. */
record OtherNode(Vertx vertx, Store store, Identity identity) implements AutoCloseable {
  /** With the master key that the gateway has in its settings. */
  static OtherNode open(TestDatabase database, Map<String, String> overrides) throws IOException {
    var config = TestGateway.config(database, overrides);
    Vertx vertx = Vertx.vertx();
    Store store = Futures.await(Store.openBeside(vertx, config));
    Identity.Parts parts =
        new Identity.Parts(
            vertx,
            store.database(),
            Bus.create(vertx, UpstreamCatalog.standard().messages(), false),
            new AuditLog(store.database(), Clock.systemUTC()),
            KeyCipher.of(store.vault()),
            SetupCode.givenOrGenerated(Secret.of("")),
            Clock.systemUTC(),
            System::nanoTime);
    return new OtherNode(
        vertx, store, Futures.await(Identity.open(parts, IdentitySettings.defaults())));
  }

  SigningKeys signingKeys() {
    return identity.signingKeys();
  }

  /** Returns an access token that this node has signed. */
  String login(String username, String password, String address) {
    return Futures.await(
            identity.logins().login(username, Secret.of(password), new Client(address, null)))
        .access()
        .reveal();
  }

  @Override
  public void close() {
    Futures.await(identity.close());
    Futures.await(store.close());
    Futures.await(vertx.close());
  }
}
