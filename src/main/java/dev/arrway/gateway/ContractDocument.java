package dev.arrway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The OpenAPI document as users see it, and the contract that the router validates with.
 *
 * <p>The two differ a little: the contract reader knows neither {@code application/problem+json}
 * nor {@code text/event-stream} nor {@code text/calendar}, and refuses servers without a host, so
 * it is handed a copy in which the former are replaced and the latter left out: its paths then
 * begin where the router is mounted. What is validated, parameters and request bodies, is the same.
 */
public final class ContractDocument {
  private static final String RESOURCE = "/openapi.yaml";
  private static final String FILL = "x-fill";

  /** Media types of answers that the contract reader does not know, and what stands for them. */
  private static final Map<String, String> STAND_INS =
      Map.of(
          "application/problem+json",
          "application/json",
          "text/event-stream",
          "text/plain",
          "text/calendar",
          "text/plain");

  private final JsonObject document;

  private ContractDocument(JsonObject document) {
    this.document = document;
  }

  /**
   * The document that comes with the program.
   *
   * @throws UncheckedIOException when it is missing or no YAML
   */
  public static ContractDocument bundled() {
    try (InputStream in = ContractDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException("no " + RESOURCE + " on the class path");
      }
      Map<String, Object> tree =
          new YAMLMapper().readValue(in, new TypeReference<Map<String, Object>>() {});
      return new ContractDocument(new JsonObject(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This document with the instance types of the catalogue: they become the values that {@code
   * instance_type} may have, and the schemas of their settings are shown beside {@code settings}.
   *
   * @param settingsByType the JSON Schema of the settings of each type, by its wire name
   */
  public ContractDocument withInstanceTypes(Map<String, Map<String, Object>> settingsByType) {
    Map<String, JsonObject> sorted = new TreeMap<>();
    settingsByType.forEach((type, schema) -> sorted.put(type, new JsonObject(schema)));
    JsonObject filled = document.copy();
    for (Object schema :
        filled.getJsonObject("components").getJsonObject("schemas").getMap().values()) {
      fill(asObject(schema), sorted);
    }
    return new ContractDocument(filled);
  }

  /**
   * This document with servers that stand under another path; {@code basePath} is empty or begins
   * with a slash.
   */
  public ContractDocument withBasePath(String basePath) {
    JsonObject moved = document.copy();
    for (Object server : moved.getJsonArray("servers")) {
      asObject(server).put("url", basePath + asObject(server).getString("url"));
    }
    return new ContractDocument(moved);
  }

  private static void fill(JsonObject schema, Map<String, JsonObject> settingsByType) {
    if ("instance_types".equals(schema.getString(FILL))) {
      schema.put("enum", new JsonArray(new ArrayList<>(settingsByType.keySet())));
      schema.put("examples", new JsonArray(List.copyOf(settingsByType.keySet()).subList(0, 1)));
    } else if ("instance_settings".equals(schema.getString(FILL))) {
      JsonObject shown = new JsonObject();
      settingsByType.forEach((type, settings) -> shown.put(type, settings.copy()));
      schema.put("x-settings-by-type", shown);
    }
  }

  /** The whole document as YAML, as it is served. */
  public String yaml() {
    try {
      YAMLMapper mapper =
          YAMLMapper.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build();
      // Through its text: the tree holds JSON objects of Vert.x, which YAML's mapper does not know.
      return mapper.writeValueAsString(new ObjectMapper().readTree(document.encode()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of the whole document. */
  public JsonObject json() {
    return document.copy();
  }

  /**
   * The contract with its validators.
   *
   * @return fails with {@code OpenAPIContractException} when the document is not a valid contract
   */
  public Future<OpenAPIContract> load(Vertx vertx) {
    return OpenAPIContract.from(vertx, loadable());
  }

  private JsonObject loadable() {
    JsonObject copy = document.copy();
    copy.remove("servers");
    adapt(copy);
    return copy;
  }

  private static void adapt(Object node) {
    if (node instanceof JsonArray array) {
      array.getList().forEach(ContractDocument::adapt);
    } else if (node instanceof JsonObject object) {
      STAND_INS.forEach((type, standIn) -> rename(object, type, standIn));
      anchorAtTheVeryEnd(object);
      object.getMap().values().forEach(ContractDocument::adapt);
    }
  }

  private static void rename(JsonObject object, String from, String to) {
    if (object.containsKey(from)) {
      object.put(to, object.remove(from));
    }
  }

  /** JSON Schema's {@code $} is the end; Java's would let a final line break pass. */
  private static void anchorAtTheVeryEnd(JsonObject schema) {
    if (schema.getValue("pattern") instanceof String pattern && pattern.endsWith("$")) {
      schema.put("pattern", pattern.substring(0, pattern.length() - 1) + "\\z");
    }
  }

  private static JsonObject asObject(Object value) {
    return (JsonObject) value;
  }
}
