package dev.arrway.feature.accounts;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.feature.audit.AuditLog;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.platform.store.TestVault;
import dev.arrway.platform.store.Vault;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Accounts on a database of their own, with time under control. */
public final class IdentityHarness implements AutoCloseable {
  public static final Secret CODE = Secret.of("the-code-on-the-console");
  public static final Secret PASSWORD = Secret.of("canary-password-7f3a91");
  public static final Client CLIENT = new Client("192.0.2.17", "tests");

  final TestDatabase database;
  final TestClock clock = new TestClock();
  final Vault vault;
  final Bus bus;
  final AuditLog audit;
  final Identity identity;

  private IdentityHarness(TestDatabase database, Argon2Cost cost) {
    this.database = database;
    this.vault = TestVault.open(database);
    this.bus = Bus.create(database.vertx(), UpstreamCatalog.standard().messages(), true);
    this.audit = new AuditLog(database.database(), clock);
    this.identity = await(open(cost));
  }

  /** With hashing that costs little, since its cost is tested alone. */
  public static IdentityHarness cheap() {
    return new IdentityHarness(TestDatabase.create(), new Argon2Cost(64, 1, 1));
  }

  /** Another node, or the next start, on the same database; with a bus of its own, or this one. */
  Future<Identity> open(Argon2Cost cost) {
    return open(database.vertx(), bus, cost);
  }

  /** Another node with other limits. */
  Future<Identity> openWith(AccessLimits limits) {
    return open(database.vertx(), bus, new Argon2Cost(64, 1, 1), limits);
  }

  Future<Identity> open(Vertx vertx, Bus itsBus, Argon2Cost cost) {
    return open(vertx, itsBus, cost, AccessLimits.DEFAULT);
  }

  private Future<Identity> open(Vertx vertx, Bus itsBus, Argon2Cost cost, AccessLimits limits) {
    IdentitySettings d = IdentitySettings.defaults();
    return Identity.open(
        new Identity.Parts(
            vertx,
            database.database(),
            itsBus,
            audit,
            KeyCipher.of(vault),
            SetupCode.givenOrGenerated(CODE),
            clock,
            clock::nanos),
        new IdentitySettings(
            d.issuer(),
            d.audience(),
            d.accessLife(),
            d.refreshLife(),
            d.leeway(),
            d.signingKeyAge(),
            d.triesPerMinute(),
            cost,
            limits));
  }

  public Identity identity() {
    return identity;
  }

  public AuditLog audit() {
    return audit;
  }

  User administrator() {
    return await(identity.setup().complete("ada", PASSWORD, CODE, CLIENT));
  }

  User user(String name, Role role) {
    return await(identity.users().add(new NewUser(name, PASSWORD, role, true)));
  }

  Tokens login(String name) {
    return await(identity.logins().login(name, PASSWORD, CLIENT));
  }

  Caller caller(Tokens tokens) {
    return await(identity.authenticator().bearer(tokens.access(), CLIENT.address()));
  }

  Failure refusal(Tokens tokens) {
    return failure(identity.authenticator().bearer(tokens.access(), CLIENT.address()));
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Failure failure(Future<?> future) {
    try {
      throw new AssertionError("no failure but " + await(future));
    } catch (FailureException e) {
      return e.failure();
    }
  }

  @Override
  public void close() {
    await(identity.close());
    database.close();
  }
}
