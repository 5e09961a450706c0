package dev.arrway.upstream;

import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.platform.http.WireJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Payload files, decoded as the clients decode what comes over the wire. */
public final class Fixtures {
  private Fixtures() {}

  public static String text(String path) {
    try (InputStream file = Fixtures.class.getResourceAsStream("/upstream/" + path)) {
      return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <W> List<W> list(String path, Class<W> row) {
    return WireJson.readList(new HttpAnswer(200, Map.of(), Buffer.buffer(text(path))), rows(row));
  }

  /** Reads rows as they are, and skips what cannot be read. */
  public static <W> RowReader<W, W> rows(Class<W> row) {
    return new RowReader<>("row.list", row, Function.identity(), new SkippedRows());
  }

  public static <W> List<W> records(String path, Class<W> row) {
    var tree = WireJson.readTree(new HttpAnswer(200, Map.of(), Buffer.buffer(text(path))));
    List<W> rows = new ArrayList<>();
    tree.path("records").forEach(record -> rows.add(WireJson.convert(record, row)));
    return rows;
  }
}
