package dev.arrway.feature.accounts;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens, in the database with their private halves encrypted. A retired
 * key verifies until the last token that it signed has ended.
 */
public final class SigningKeys {
  /** How often tokens signed by unknown keys make the keys be read again at the most. */
  static final Duration BETWEEN_RELOADS = Duration.ofMillis(100);

  /** Makes nodes that start or rotate at once do so one after another. */
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('arrway.signing_key', 0))";

  private static final String READ =
      """
      SELECT kid, public_key, private_key, created_at, retired_at
        FROM signing_key WHERE retired_at IS NULL OR retired_at > $1
      """;
  private static final String RETIRE =
      "UPDATE signing_key SET retired_at = $1 WHERE retired_at IS NULL";
  private static final String INSERT =
      """
      INSERT INTO signing_key (kid, algorithm, public_key, private_key, created_at)
      VALUES ($1, $2, $3, $4, $5)
      """;
  private static final String RESEAL = "UPDATE signing_key SET private_key = $2 WHERE kid = $1";
  private static final String PURGE = "DELETE FROM signing_key WHERE retired_at <= $1";

  private final Vertx vertx;
  private final Database database;
  private final KeyCipher cipher;
  private final Clock clock;
  private final Duration tokensLast;
  private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
  private @Nullable Future<Void> nextReload;

  private SigningKeys(
      Vertx vertx, Database database, KeyCipher cipher, Clock clock, Duration tokensLast) {
    this.vertx = vertx;
    this.database = database;
    this.cipher = cipher;
    this.clock = clock;
    this.tokensLast = tokensLast;
  }

  /** A ring, and since when its signing key signs. */
  private record Loaded(KeyRing ring, Instant signsSince) {}

  private record Stored(
      String kid, byte[] publicKey, byte[] privateKey, Instant createdAt, boolean signs) {}

  /** Reads the keys, or makes the first. */
  static Future<SigningKeys> open(
      Vertx vertx, Database database, KeyCipher cipher, Clock clock, IdentitySettings settings) {
    Duration tokensLast = settings.accessLife().plus(settings.leeway().multipliedBy(2));
    SigningKeys keys = new SigningKeys(vertx, database, cipher, clock, tokensLast);
    return keys.reload()
        .compose(any -> any ? Future.succeededFuture() : keys.replace(false))
        .map(keys);
  }

  /** The keys as they are now. */
  KeyRing ring() {
    return now().ring();
  }

  /** The public keys, for {@code /.well-known/jwks.json}. */
  public Jwks jwks() {
    return ring().jwks();
  }

  /**
   * Makes another key that signs from now on; the old one verifies until its tokens have ended.
   * Other nodes read it when they first meet it.
   */
  public Future<Void> rotate() {
    return replace(true);
  }

  /** Encrypts all anew, after the vault's key has changed; how many there were. */
  public Future<Integer> reencrypt() {
    return database.asSystem(
        c ->
            c.query(LOCK)
                .execute()
                .compose(locked -> read(c))
                .compose(all -> reencrypt(c, all).map(all.size())));
  }

  private Future<?> reencrypt(SqlConnection c, List<Stored> all) {
    List<Tuple> rows =
        all.stream().map(each -> Tuple.of(each.kid(), Buffer.buffer(sealedAnew(each)))).toList();
    return rows.isEmpty() ? Future.succeededFuture() : c.preparedQuery(RESEAL).executeBatch(rows);
  }

  private byte[] sealedAnew(Stored key) {
    return cipher.encrypt(cipher.decrypt(key.privateKey(), key.kid()), key.kid());
  }

  /**
   * Reads the keys after this call, so that one that another node has made before is known then.
   * Calls that come within {@link #BETWEEN_RELOADS} share one reading.
   */
  Future<Void> reloadSoon() {
    return Future.fromCompletionStage(nextReload().toCompletionStage(), vertx.getOrCreateContext());
  }

  private synchronized Future<Void> nextReload() {
    Future<Void> next = nextReload;
    if (next == null) {
      next = vertx.timer(BETWEEN_RELOADS.toMillis()).compose(now -> beginReload());
      nextReload = next;
    }
    return next;
  }

  private Future<Void> beginReload() {
    synchronized (this) {
      nextReload = null;
    }
    return reload().mapEmpty();
  }

  /** To be called now and then: rotates a key that is older, and drops what no token needs. */
  Future<Void> maintain(Duration greatestAge) {
    return database
        .asSystem(c -> c.preparedQuery(PURGE).execute(Tuple.of(Times.utc(oldest()))))
        .compose(purged -> reload())
        .compose(
            any ->
                now().signsSince().plus(greatestAge).isBefore(clock.instant())
                    ? rotate()
                    : Future.succeededFuture());
  }

  private Instant oldest() {
    return clock.instant().minus(tokensLast);
  }

  private Loaded now() {
    Loaded now = loaded.get();
    if (now == null) {
      throw new IllegalStateException("signing keys are not open");
    }
    return now;
  }

  /** False when there are none. */
  private Future<Boolean> reload() {
    return database.asSystem(this::read).map(this::take);
  }

  private boolean take(List<Stored> stored) {
    if (stored.stream().noneMatch(Stored::signs)) {
      return false;
    }
    loaded.set(load(stored));
    return true;
  }

  private Future<List<Stored>> read(SqlConnection c) {
    return c.preparedQuery(READ)
        .execute(Tuple.of(Times.utc(oldest())))
        .map(Rows.list(SigningKeys::stored));
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getString("kid"),
        row.getBuffer("public_key").getBytes(),
        row.getBuffer("private_key").getBytes(),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("retired_at") == null);
  }

  private Loaded load(List<Stored> stored) {
    Map<String, RSAPublicKey> all = new HashMap<>();
    stored.forEach(each -> all.put(each.kid(), SigningKey.publicHalf(each.publicKey())));
    Stored one = stored.stream().filter(Stored::signs).findFirst().orElseThrow();
    SigningKey key =
        new SigningKey(
            one.kid(),
            SigningKey.secretHalf(cipher.decrypt(one.privateKey(), one.kid())),
            SigningKey.publicHalf(one.publicKey()));
    return new Loaded(new KeyRing(key, all), one.createdAt());
  }

  /** Unless always, leaves alone what another node has just made. */
  private Future<Void> replace(boolean always) {
    return vertx
        .executeBlocking(SigningKey::generate, false)
        .compose(key -> database.asSystem(c -> replace(c, key, always)))
        .map(this::take)
        .mapEmpty();
  }

  private Future<List<Stored>> replace(SqlConnection c, SigningKey key, boolean always) {
    return c.query(LOCK)
        .execute()
        .compose(locked -> read(c))
        .compose(
            now ->
                !always && now.stream().anyMatch(Stored::signs)
                    ? Future.succeededFuture(now)
                    : insert(c, key).compose(x -> read(c)));
  }

  private Future<?> insert(SqlConnection c, SigningKey key) {
    byte[] sealed = cipher.encrypt(key.secretHalf().getEncoded(), key.kid());
    Tuple values =
        Tuple.of(
            key.kid(),
            SigningKey.ALGORITHM,
            Buffer.buffer(key.publicHalf().getEncoded()),
            Buffer.buffer(sealed),
            Times.utc(clock.instant()));
    return c.preparedQuery(RETIRE)
        .execute(Tuple.of(Times.utc(clock.instant())))
        .compose(retired -> c.preparedQuery(INSERT).execute(values));
  }
}
