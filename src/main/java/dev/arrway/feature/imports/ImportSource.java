package dev.arrway.feature.imports;

import dev.arrway.feature.imports.source.Candidate;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows to import, read block by block. A block and the position after it are stored in one
 * transaction, so that reading goes on after a restart where it ended.
 */
@FunctionalInterface
public interface ImportSource {
  /** Where reading begins. */
  String BEGINNING = "";

  /**
   * Reads on.
   *
   * @param position {@link #BEGINNING}, or what the block before named; the source's own words
   * @return fails with a {@link dev.arrway.protocol.FailureException}: one that may pass is tried
   *     again, any other ends the import
   */
  Future<Block> read(String position);

  /**
   * A part of a source.
   *
   * @param rows in order; a line of 0 becomes the row's number
   * @param next where to read on, or null at the end
   */
  record Block(List<Candidate> rows, @Nullable String next) {
    public Block {
      rows = List.copyOf(rows);
    }
  }

  /** Opens the source of an import. */
  @FunctionalInterface
  interface Factory {
    /** The source that an import names. */
    ImportSource open(ImportJob job);
  }
}
