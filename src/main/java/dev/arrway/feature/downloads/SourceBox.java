package dev.arrway.feature.downloads;

import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Vault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Sources as they are stored: encrypted, and bound to their owner and their row. */
final class SourceBox {
  private static final String PURPOSE = "download.source";
  private static final byte LINK = 'L';
  private static final byte FILE = 'F';

  private final Vault vault;

  SourceBox(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(DownloadSource source, long ownerId, long id) {
    return vault.encryptBytes(plain(source).getBytes(), data(ownerId, id));
  }

  private static Buffer plain(DownloadSource source) {
    if (source instanceof DownloadSource.Link link) {
      return Buffer.buffer().appendByte(LINK).appendString(link.uri().reveal());
    }
    DownloadSource.File file = (DownloadSource.File) source;
    byte[] name = file.name().getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer(file.bytes().length() + name.length + 5)
        .appendByte(FILE)
        .appendInt(name.length)
        .appendBytes(name)
        .appendBuffer(file.bytes());
  }

  /**
   * What was sealed.
   *
   * @throws dev.arrway.platform.store.SealBroken when it was sealed for another owner or row
   */
  DownloadSource open(byte[] sealed, long ownerId, long id) {
    Buffer plain = Buffer.buffer(vault.decryptBytes(sealed, data(ownerId, id)));
    if (plain.getByte(0) == LINK) {
      return new DownloadSource.Link(Secret.of(plain.getString(1, plain.length())));
    }
    int name = 5 + plain.getInt(1);
    return new DownloadSource.File(plain.getString(5, name), plain.getBuffer(name, plain.length()));
  }

  /** The same under the key that encrypts now; the same array when it already is. */
  byte[] reseal(byte[] sealed, long ownerId, long id) {
    return vault.reseal(sealed, data(ownerId, id));
  }

  private static AssociatedData data(long ownerId, long id) {
    return AssociatedData.of(PURPOSE, ownerId, id);
  }
}
