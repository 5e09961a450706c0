package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The languages that the servers know, by their numbers; a part of them. */
final class Languages {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(-2, "Original"),
          Map.entry(-1, "Any"),
          Map.entry(0, "Unknown"),
          Map.entry(1, "English"),
          Map.entry(2, "French"),
          Map.entry(3, "Spanish"),
          Map.entry(4, "German"),
          Map.entry(5, "Italian"),
          Map.entry(6, "Danish"),
          Map.entry(7, "Dutch"),
          Map.entry(8, "Japanese"),
          Map.entry(10, "Chinese"),
          Map.entry(11, "Russian"),
          Map.entry(12, "Polish"),
          Map.entry(14, "Swedish"),
          Map.entry(15, "Norwegian"),
          Map.entry(16, "Finnish"),
          Map.entry(18, "Portuguese"),
          Map.entry(21, "Korean"));

  private Languages() {}

  static boolean known(int id) {
    return NAMES.containsKey(id);
  }

  static Stream<JsonObject> all() {
    return new TreeMap<>(NAMES)
        .entrySet().stream()
            .map(
                one ->
                    Wire.object(
                        "id", one.getKey(),
                        "name", one.getValue(),
                        "nameLower", one.getValue().toLowerCase(java.util.Locale.ROOT)));
  }
}
