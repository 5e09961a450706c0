package dev.arrway.feature.playlists;

import java.util.ArrayList;
import java.util.List;

/** Entries, and the credentials first seen in them, on their way to the database. */
final class EntryBlock {
  /** So many entries go into one statement. */
  static final int SIZE = 2_000;

  final List<EntryRow> rows = new ArrayList<>(SIZE);
  final List<Sealed> secrets = new ArrayList<>(2);

  /** Bytes of text of the rows and of encrypted credentials. */
  long text;

  /** Encrypted credentials with their number. */
  record Sealed(int number, byte[] bytes) {}

  boolean isFull() {
    return rows.size() >= SIZE;
  }
}
