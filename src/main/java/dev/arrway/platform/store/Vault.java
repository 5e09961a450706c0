package dev.arrway.platform.store;

import com.google.crypto.tink.Aead;
import dev.arrway.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Encrypts credentials before they are stored: AES-256-GCM under data keys, which lie in {@code
 * data_keyset} encrypted under a key from outside the database. Encrypting and decrypting take
 * microseconds and may be done on the event loop.
 */
public final class Vault {
  private static final String READ = "SELECT keyset FROM data_keyset WHERE id = 1";
  private static final String INSERT =
      "INSERT INTO data_keyset (id, keyset) VALUES (1, $1) ON CONFLICT (id) DO NOTHING";
  private static final String UPDATE =
      "UPDATE data_keyset SET keyset = $1, updated_at = now() WHERE id = 1";

  /** Every ciphertext starts with a version byte and the four bytes of its key's id. */
  private static final int PREFIX = 5;

  private final Database database;
  private final Aead master;
  private volatile DataKeys keys;

  private Vault(Database database, Aead master, DataKeys keys) {
    this.database = database;
    this.master = master;
    this.keys = keys;
  }

  /** One change of the set of keys. */
  @FunctionalInterface
  private interface Change {
    DataKeys apply(DataKeys keys) throws GeneralSecurityException;
  }

  /**
   * Reads the data keys, or makes them at the first start.
   *
   * @return fails with {@link StartFailure} when the outer key is missing or another one
   */
  static Future<Vault> open(Vertx vertx, Database database, MasterKey source) {
    return database
        .asSystem(Vault::read)
        .compose(
            stored ->
                vertx
                    .executeBlocking(() -> source.load(stored.isEmpty()))
                    .compose(master -> open(vertx, database, master, stored, source.place())));
  }

  private static Future<Vault> open(
      Vertx vertx, Database database, Aead master, Optional<byte[]> stored, String place) {
    return stored
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                vertx
                    .executeBlocking(() -> DataKeys.fresh().wrap(master))
                    .compose(wrapped -> database.asSystem(c -> first(c, wrapped))))
        .compose(wrapped -> vertx.executeBlocking(() -> unwrap(wrapped, master, place)))
        .map(keys -> new Vault(database, master, keys));
  }

  /** Several nodes may do so at once: the first one's keys count for all. */
  private static Future<byte[]> first(SqlConnection connection, byte[] wrapped) {
    return connection
        .preparedQuery(INSERT)
        .execute(Tuple.of(Buffer.buffer(wrapped)))
        .compose(x -> read(connection))
        .map(Optional::orElseThrow);
  }

  private static DataKeys unwrap(byte[] wrapped, Aead master, String place) {
    try {
      DataKeys keys = DataKeys.unwrap(wrapped, master);
      // Loads the cipher as well, on a worker thread.
      byte[] unused = keys.aead().encrypt(new byte[0], new byte[0]);
      return keys;
    } catch (GeneralSecurityException e) {
      throw new StartFailure(
          "The key of "
              + place
              + " is not the one that the credentials in the database were encrypted with: put the"
              + " right one back.",
          e);
    }
  }

  private static Future<Optional<byte[]>> read(SqlConnection connection) {
    return connection.query(READ).execute().map(Rows.first(r -> r.getBuffer(0).getBytes()));
  }

  /** The encrypted form, different at each call. */
  public byte[] encrypt(Secret secret, AssociatedData data) {
    return encryptBytes(secret.reveal().getBytes(StandardCharsets.UTF_8), data);
  }

  /** The same for what is no text. */
  public byte[] encryptBytes(byte[] plain, AssociatedData data) {
    try {
      return keys.aead().encrypt(plain, data.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  /**
   * What was encrypted.
   *
   * @throws SealBroken when it was changed, or encrypted for anything but this
   */
  public Secret decrypt(byte[] ciphertext, AssociatedData data) {
    return Secret.of(new String(decryptBytes(ciphertext, data), StandardCharsets.UTF_8));
  }

  /**
   * The same for what is no text.
   *
   * @throws SealBroken when it was changed, or encrypted for anything but this
   */
  public byte[] decryptBytes(byte[] ciphertext, AssociatedData data) {
    try {
      return keys.aead().decrypt(ciphertext, data.bytes());
    } catch (GeneralSecurityException e) {
      throw new SealBroken(data, e);
    }
  }

  /** The id of the data key that encrypts now. */
  public int primaryKeyId() {
    return keys.primaryId();
  }

  /**
   * The id of the data key that a ciphertext was made with.
   *
   * @throws IllegalArgumentException when it is none of ours
   */
  public static int primaryKeyId(byte[] ciphertext) {
    if (ciphertext.length <= PREFIX || ciphertext[0] != 1) {
      throw new IllegalArgumentException("no ciphertext of the vault");
    }
    return ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt();
  }

  /** Whether re-encrypting would change the key. */
  public boolean isCurrent(byte[] ciphertext) {
    return primaryKeyId(ciphertext) == primaryKeyId();
  }

  /** The same secret under the key that encrypts now; the same bytes when they are. */
  public byte[] reseal(byte[] ciphertext, AssociatedData data) {
    return isCurrent(ciphertext) ? ciphertext : encryptBytes(decryptBytes(ciphertext, data), data);
  }

  /**
   * Adds a data key that decrypts only: the first half of a rotation on several nodes.
   *
   * @return its id, for {@link #promote} once every node has called {@link #reload}
   */
  public Future<Integer> addKey() {
    return change(DataKeys::withNew).map(DataKeys::newestId);
  }

  /** Makes a data key the one that encrypts. */
  public Future<Void> promote(int keyId) {
    return change(k -> k.promoting(keyId)).mapEmpty();
  }

  /**
   * Both halves at once, where no other node has to follow. What was encrypted before stays
   * readable; features re-encrypt it at leisure.
   *
   * @return the id of the new primary key
   */
  public Future<Integer> rotate() {
    return change(
            k -> {
              DataKeys more = k.withNew();
              return more.promoting(more.newestId());
            })
        .map(DataKeys::primaryId);
  }

  /** Takes over what another node, or a command, changed. */
  public Future<Void> reload() {
    return database
        .asSystem(Vault::read)
        .compose(stored -> unwrapped(stored.orElseThrow()))
        .map(
            now -> {
              keys = now;
              return null;
            });
  }

  private Future<DataKeys> change(Change change) {
    return database
        .asSystem(
            c ->
                c.query(READ + " FOR UPDATE")
                    .execute()
                    .map(Rows.one(r -> r.getBuffer(0).getBytes()))
                    .compose(this::unwrapped)
                    .compose(now -> wrap(() -> change.apply(now)))
                    .compose(next -> save(c, next)))
        .map(
            next -> {
              keys = next;
              return next;
            });
  }

  private Future<DataKeys> save(SqlConnection connection, DataKeys next) {
    return wrap(() -> next.wrap(master))
        .compose(w -> connection.preparedQuery(UPDATE).execute(Tuple.of(Buffer.buffer(w))))
        .map(next);
  }

  private Future<DataKeys> unwrapped(byte[] wrapped) {
    return wrap(() -> DataKeys.unwrap(wrapped, master));
  }

  /** What can fail with a checked exception. */
  @FunctionalInterface
  private interface Crypto<T> {
    T run() throws GeneralSecurityException;
  }

  private static <T> Future<T> wrap(Crypto<T> crypto) {
    try {
      return Future.succeededFuture(crypto.run());
    } catch (GeneralSecurityException e) {
      return Future.failedFuture(new IllegalStateException("data keys cannot be used", e));
    }
  }
}
