package dev.arrway.upstream.shared.arr;

import static dev.arrway.upstream.shared.arr.ArrValues.each;
import static dev.arrway.upstream.shared.arr.ArrValues.required;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Facts;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an arr. Objects are told apart by name; a second object of one name, which the
 * servers allow here and there, is {@code name (2)}, in the order of their ids.
 */
final class ArrFingerprint {
  private static final String PRESENT = "present";

  private final ArrApi api;

  ArrFingerprint(ArrApi api) {
    this.api = api;
  }

  Future<Fingerprint> read(Ask ask) {
    Facts facts = new Facts();
    return api.status(ask)
        .compose(
            status ->
                Future.all(
                        List.of(
                            profiles(facts, ask),
                            formats(facts, ask),
                            folders(facts, ask),
                            tags(facts, ask),
                            settings(facts, "naming", "/config/naming", ask),
                            settings(facts, "media_management", "/config/mediamanagement", ask)))
                    .map(done -> facts.fingerprint(status.version())));
  }

  private Future<Void> profiles(Facts facts, Ask ask) {
    return rows("qualityprofile.list", "/qualityprofile", ArrWire.Profile.class, ask)
        .map(
            rows -> {
              facts.count("quality_profiles", rows.size());
              named(rows, ArrWire.Profile::id, ArrWire.Profile::name)
                  .forEach((name, profile) -> ProfileFacts.add(facts, name, profile));
              return null;
            });
  }

  private Future<Void> formats(Facts facts, Ask ask) {
    return rows("customformat.list", "/customformat", ArrWire.Format.class, ask)
        .map(
            rows -> {
              facts.count("custom_formats", rows.size());
              named(rows, ArrWire.Format::id, ArrWire.Format::name)
                  .forEach((name, format) -> format(facts, name, format));
              return null;
            });
  }

  private static void format(Facts facts, String name, ArrWire.Format format) {
    String section = "custom_formats";
    facts.put(format.includeCustomFormatWhenRenaming(), section, name, "include_when_renaming");
    facts.put(CanonicalJson.specifications(format), section, name, "specifications");
  }

  private Future<Void> folders(Facts facts, Ask ask) {
    return rows("rootfolder.list", "/rootfolder", ArrWire.Folder.class, ask)
        .map(
            rows -> {
              facts.count("root_folders", rows.size());
              rows.forEach(row -> facts.put(PRESENT, "root_folders", required(row.path(), "path")));
              return null;
            });
  }

  private Future<Void> tags(Facts facts, Ask ask) {
    return rows("tag.list", "/tag", ArrWire.Tag.class, ask)
        .map(
            rows -> {
              facts.count("tags", rows.size());
              rows.forEach(row -> facts.put(PRESENT, "tags", required(row.label(), "label")));
              return null;
            });
  }

  /** A server that has no such settings has none that could change. */
  private Future<Void> settings(Facts facts, String group, String path, Ask ask) {
    return api.one(api.get("config.get", path, ask), JsonNode.class)
        .<Void>map(
            tree -> {
              tree.properties().stream()
                  .filter(field -> !field.getKey().equals("id") && !field.getValue().isNull())
                  .forEach(
                      field ->
                          facts.put(
                              CanonicalJson.text(field.getValue()),
                              "settings",
                              group,
                              ArrValues.snakeOr(field.getKey(), field.getKey())));
              return null;
            })
        .recover(
            cause ->
                cause instanceof FailureException e
                        && e.failure().code() == FailureCode.UPSTREAM_NOT_FOUND
                    ? Future.succeededFuture()
                    : Future.failedFuture(cause));
  }

  /**
   * Returns all rows of a list; fails when one cannot be read, since it would look as if it had
   * been deleted.
   */
  private <W> Future<List<W>> rows(String operation, String path, Class<W> row, Ask ask) {
    SkippedRows skipped = new SkippedRows();
    return api.list(api.get(operation, path, ask).skipped(skipped), row, Function.<W>identity())
        .map(
            all -> {
              if (skipped.count() > 0) {
                throw FailureException.of(
                    FailureCode.UPSTREAM_UNEXPECTED,
                    "Rows of the upstream's list " + operation + " cannot be read.");
              }
              return all;
            });
  }

  private static <W> Map<String, W> named(
      List<W> rows, Function<W, @Nullable Long> id, Function<W, @Nullable String> name) {
    ToLongFunction<W> order = row -> Objects.requireNonNullElse(id.apply(row), 0L);
    Map<String, W> named = new HashMap<>();
    each(rows)
        .sorted(Comparator.comparingLong(order))
        .forEach(row -> named.put(free(named, required(name.apply(row), "name")), row));
    return named;
  }

  private static String free(Map<String, ?> taken, String name) {
    String candidate = name;
    for (int n = 2; taken.containsKey(candidate); n++) {
      candidate = name + " (" + n + ")";
    }
    return candidate;
  }
}
