package dev.arrway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document as users see it, and the contract that the router validates with.
 *
 * <p>The two differ a little: the contract reader knows neither {@code application/problem+json}
 * nor {@code text/event-stream} nor {@code text/calendar}, and refuses servers without a host, so
 * it is handed a copy in which the former are replaced and the latter left out: its paths then
 * begin where the router is mounted. What is validated, parameters and request bodies, is the same.
 */
public final class ContractDocument {
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
   * Returns the document that the fragments make up, with the error responses that follow from the
   * operations.
   *
   * @param fragments in the order in which their tags and paths are shown
   * @param values what stands for the placeholders of the fragments, by name: JSON values
   * @throws UncheckedIOException when a fragment is missing or is not YAML
   * @throws IllegalArgumentException when fragments contradict each other, a reference leads
   *     nowhere or to a fragment that is not of a lower tier, or a placeholder has no value
   */
  public static ContractDocument of(List<ContractFragment> fragments, Map<String, ?> values) {
    JsonObject merged = ContractMerger.merge(FragmentContent.readAll(fragments), values);
    DerivedResponses.addTo(merged);
    return new ContractDocument(merged);
  }

  /**
   * Returns this document with servers under another path.
   *
   * @param basePath empty, or begins with a slash
   */
  public ContractDocument withBasePath(String basePath) {
    JsonArray servers = document.getJsonArray("servers").copy();
    for (Object server : servers) {
      asObject(server).put("url", basePath + asObject(server).getString("url"));
    }
    Map<String, Object> moved = new LinkedHashMap<>(document.getMap());
    moved.put("servers", servers);
    return new ContractDocument(new JsonObject(moved));
  }

  /** Returns the whole document as YAML, as it is served. */
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

  /** Returns a copy of the whole document. */
  public JsonObject json() {
    return document.copy();
  }

  /**
   * Reads the contract with its validators.
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
