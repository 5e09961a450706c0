package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.app.ServedContract;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.protocol.ApiTimestamps;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Numbers and timestamps in the contract have the form that clients are generated for. */
class ContractFormatsTest {
  private static JsonObject document;

  @BeforeAll
  static void load() {
    document = ServedContract.of(UpstreamCatalog.standard()).json();
  }

  /** Generated clients read 32 bits unless they are told otherwise. */
  @Test
  void whatMayExceed32BitsSaysSo() {
    List<String> narrow = new ArrayList<>();
    narrow("", "", document, narrow);
    assertThat(narrow).isEmpty();
  }

  private static final Set<String> OTHER_IDS = Set.of("tmdb_id", "tvdb_id");

  private static void narrow(String path, String name, Object node, List<String> found) {
    if (node instanceof JsonArray array) {
      array.forEach(one -> narrow(path + "[]", name, one, found));
    } else if (node instanceof JsonObject object) {
      boolean wide =
          (name.matches("(.*_)?(size|size_left|space|bytes|ms|id|speed|up|down)|disk_.*")
                  || object.getValue("description") instanceof String text
                      && text.matches("(?is).*\\b(bytes?|milliseconds|epoch)\\b.*"))
              && !name.equals("batch_size")
              && !name.equals("queue_size")
              && !OTHER_IDS.contains(name);
      boolean integer =
          "integer".equals(object.getValue("type"))
              || object.getValue("type") instanceof JsonArray types && types.contains("integer");
      long most = object.getLong("maximum", wide ? Long.MAX_VALUE : 0L);
      if (integer && most > Integer.MAX_VALUE && !"int64".equals(object.getValue("format"))) {
        found.add(path);
      }
      object.forEach(
          field -> narrow(path + "/" + field.getKey(), field.getKey(), field.getValue(), found));
    }
  }

  @Test
  void timestampsInExamplesHaveTheFormOfAnswers() {
    List<String> timestamps =
        texts(document).filter(text -> text.matches("\\d{4}-\\d\\d-\\d\\dT.*")).toList();
    assertThat(timestamps)
        .hasSizeGreaterThan(80)
        .allSatisfy(text -> assertThat(ApiTimestamps.format(Instant.parse(text))).isEqualTo(text));
  }

  private static Stream<String> texts(Object value) {
    if (value instanceof JsonObject object) {
      return object.fieldNames().stream().flatMap(name -> texts(object.getValue(name)));
    }
    if (value instanceof JsonArray array) {
      return array.stream().flatMap(ContractFormatsTest::texts);
    }
    return value instanceof String text ? Stream.of(text) : Stream.empty();
  }
}
