package dev.arrway.platform.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** YAML text as a flat map from dotted key to value; lists stay values. */
final class YamlKeys {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private YamlKeys() {}

  /** The defaults, which are also the list of all keys. */
  static Map<String, JsonNode> defaults() {
    try (InputStream in = YamlKeys.class.getResourceAsStream("/conf/arrway.yaml")) {
      if (in == null) {
        throw new IllegalStateException("conf/arrway.yaml is not on the class path");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one document.
   *
   * @throws JsonProcessingException for what is no YAML, or no map at its top
   */
  static Map<String, JsonNode> read(String text) throws JsonProcessingException {
    JsonNode tree = text.isBlank() ? MissingNode.getInstance() : YAML.readTree(text);
    Map<String, JsonNode> keys = new LinkedHashMap<>();
    if (tree instanceof ObjectNode top) {
      flatten("", top, keys);
    } else if (!tree.isMissingNode() && !tree.isNull()) {
      keys.put("", tree);
    }
    return keys;
  }

  /** Keys without a value, as when all below them is commented out, count as not given. */
  private static void flatten(String prefix, ObjectNode node, Map<String, JsonNode> keys) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String path = prefix + field.getKey();
      if (field.getValue() instanceof ObjectNode section) {
        flatten(path + ".", section, keys);
      } else if (!field.getValue().isNull()) {
        keys.put(path, field.getValue());
      }
    }
  }
}
