package dev.arrway.gateway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.app.ServedContract;
import dev.arrway.app.UpstreamCatalog;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract can be loaded, is complete and says nothing twice. */
class ContractLoadsTest {
  private static final Set<String> VERBS = Set.of("get", "put", "post", "patch", "delete");
  private static final Vertx VERTX = Vertx.vertx();
  private static JsonObject document;
  private static OpenAPIContract contract;

  @BeforeAll
  static void load() throws Exception {
    ContractDocument source = ServedContract.of(UpstreamCatalog.standard());
    document = source.json();
    contract =
        source.load(VERTX).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Every operation as {@code method path} with its own object. */
  private static Map<String, JsonObject> operations() {
    Map<String, JsonObject> found = new TreeMap<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (String verb : paths.getJsonObject(path).fieldNames()) {
        assertThat(VERBS).contains(verb);
        found.put(verb + " " + path, paths.getJsonObject(path).getJsonObject(verb));
      }
    }
    return found;
  }

  private static void walk(String where, Object node, BiConsumer<String, JsonObject> visit) {
    if (node instanceof JsonObject object) {
      visit.accept(where, object);
      object.fieldNames().forEach(key -> walk(where + "/" + key, object.getValue(key), visit));
    } else if (node instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        walk(where + "/" + i, array.getValue(i), visit);
      }
    }
  }

  private static JsonObject resolve(String ref) {
    JsonObject at = document;
    for (String step : ref.substring(2).split("/")) {
      at = at == null ? null : at.getJsonObject(step);
    }
    return at;
  }

  @Test
  void everyOperationIsBoundByItsOwnId() {
    List<String> ids =
        operations().values().stream().map(it -> it.getString("operationId")).toList();
    assertThat(ids).doesNotContainNull().doesNotHaveDuplicates().hasSizeGreaterThan(60);
    assertThat(contract.operations())
        .extracting(Operation::getOperationId)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void everyOperationSaysWhatItIsForAndHowItFails() {
    Set<Object> tags = new HashSet<>();
    document.getJsonArray("tags").forEach(it -> tags.add(((JsonObject) it).getString("name")));
    operations()
        .forEach(
            (name, operation) -> {
              assertThat(operation.getString("summary")).as(name).isNotBlank();
              assertThat(operation.getString("description")).as(name).isNotBlank();
              assertThat(tags).as(name).containsAll(operation.getJsonArray("tags"));
              assertThat(operation.getJsonObject("responses").fieldNames())
                  .as(name)
                  .anyMatch(it -> it.startsWith("2") || it.equals("101"))
                  .anyMatch(it -> it.startsWith("4"));
            });
  }

  @Test
  void onlyWhatComesBeforeLoginIsPublic() {
    Set<String> open = new TreeSet<>();
    for (Operation operation : contract.operations()) {
      if (operation.getSecurityRequirements().isEmpty()) {
        open.add(operation.getOperationId());
      } else {
        assertThat(operation.getExtensions().get("x-roles"))
            .as(operation.getOperationId())
            .isIn("viewer", "user", "admin");
      }
    }
    assertThat(open)
        .containsExactly("completeSetup", "getSetup", "login", "receiveWebhook", "refresh");
  }

  @Test
  void namesOfPathQueryAndBodyDoNotClash() {
    for (Operation operation : contract.operations()) {
      List<String> names = new ArrayList<>();
      operation.getParameters().stream().map(Parameter::getName).forEach(names::add);
      assertThat(names).as(operation.getOperationId()).doesNotHaveDuplicates();
      if (operation.getRequestBody() != null) {
        for (MediaType type : operation.getRequestBody().getContent().values()) {
          Set<String> fields = properties(type.getSchema());
          fields.retainAll(names);
          assertThat(fields).as(operation.getOperationId()).isEmpty();
        }
      }
    }
  }

  private static Set<String> properties(JsonSchema schema) {
    return new TreeSet<>(((JsonObject) schema).getJsonObject("properties").fieldNames());
  }

  @Test
  void pathParametersAreDeclared() {
    for (Operation operation : contract.operations()) {
      String[] steps = operation.getOpenAPIPath().split("/");
      for (String step : steps) {
        if (step.startsWith("{")) {
          assertThat(operation.getParameters())
              .as(operation.getOperationId())
              .anyMatch(it -> ("{" + it.getName() + "}").equals(step) && it.isRequired());
        }
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryPartIsUsed() {
    Set<String> used = new HashSet<>();
    walk(
        "#",
        document,
        (where, object) -> {
          if (object.getValue("$ref") instanceof String ref) {
            assertThat(resolve(ref)).as(where + " -> " + ref).isNotNull();
            used.add(ref);
          }
        });
    for (String kind : List.of("schemas", "parameters", "responses")) {
      for (String name : resolve("#/components/" + kind).fieldNames()) {
        assertThat(used).contains("#/components/" + kind + "/" + name);
      }
    }
  }

  @Test
  void everyFieldIsDescribed() {
    JsonObject schemas = resolve("#/components/schemas");
    walk(
        "#",
        schemas,
        (where, object) -> {
          if (object.getValue("properties") instanceof JsonObject properties) {
            for (String name : properties.fieldNames()) {
              JsonObject field = properties.getJsonObject(name);
              assertThat(field.containsKey("description") || field.containsKey("$ref"))
                  .as(where + "." + name)
                  .isTrue();
              assertThat(name).matches("[a-z][a-z0-9_]*");
            }
          }
        });
    for (String name : schemas.fieldNames()) {
      assertThat(schemas.getJsonObject(name).getString("description")).as(name).isNotBlank();
    }
  }

  @Test
  void examplesAreValid() {
    List<String> wrong = new ArrayList<>();
    AtomicInteger seen = new AtomicInteger();
    walk(
        "#",
        document,
        (where, object) -> {
          if (object.getValue("examples") instanceof JsonArray examples) {
            for (Object example : examples) {
              seen.incrementAndGet();
              errors(standalone(object), example)
                  .forEach((field, what) -> wrong.add(where + " " + field + ": " + what));
            }
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(seen).hasValueGreaterThan(200);
  }

  /** A copy of a part of the document whose references name the whole that the validators know. */
  private static JsonSchema standalone(JsonObject schema) {
    return JsonSchema.of(new JsonObject(schema.encode().replace("\"#/", "\"app:///#/")));
  }

  @Test
  void requestBodiesRefuseUnknownFields() {
    for (Operation operation : contract.operations()) {
      // What others define may have more fields tomorrow.
      boolean foreign = operation.getExtensions().containsKey("x-foreign-body");
      if (operation.getRequestBody() != null && !foreign) {
        JsonObject schema = (JsonObject) jsonBody(operation.getOperationId());
        assertThat(schema.getValue("additionalProperties"))
            .as(operation.getOperationId())
            .isEqualTo(false);
      }
    }
  }

  @Test
  void aBadInstanceIsToldAllThatIsWrong() {
    JsonObject body =
        new JsonObject()
            .put("name", "ab")
            .put("instance_type", "radar")
            .put("api_key", "short")
            .put("timeout_seconds", 301)
            .put("rate_limit_per_minute", 0)
            .put("verify_ssl", "yes")
            .put("timeout", 5);
    JsonSchema schema = jsonBody("createInstance");
    Map<String, String> errors = errors(schema, body);
    assertThat(errors)
        .containsOnlyKeys(
            "name",
            "instance_type",
            "url",
            "api_key",
            "timeout_seconds",
            "rate_limit_per_minute",
            "verify_ssl",
            "timeout");
    assertThat(errors.get("api_key")).isEqualTo("String is too short (5 < 20)");
  }

  @Test
  void aFinalLineBreakIsNoPartOfAName() {
    JsonObject body =
        new JsonObject()
            .put("username", "ada\n")
            .put("password", "correct horse battery staple")
            .put("role", "owner");
    assertThat(errors(jsonBody("createUser"), body))
        .containsOnlyKeys("username", "role")
        .containsEntry("username", "String does not match pattern");
  }

  private static JsonSchema jsonBody(String operationId) {
    return contract
        .operation(operationId)
        .getRequestBody()
        .determineContentType("application/json")
        .getSchema();
  }

  @Test
  void aGoodInstanceIsAccepted() {
    JsonObject body =
        new JsonObject()
            .put("name", "Radarr 4K")
            .put("instance_type", "radarr")
            .put("url", "http://localhost:7878/radarr")
            .put("api_key", "0123456789abcdef0123456789abcdef")
            .put("settings", new JsonObject().put("max_retries", 3));
    JsonSchema schema = jsonBody("createInstance");
    assertThat(errors(schema, body)).isEmpty();
  }

  /** All that is wrong, by field; what only repeats that something inside is wrong is left out. */
  private static Map<String, String> errors(JsonSchema schema, Object value) {
    OutputUnit result = contract.getSchemaRepository().validator(schema).validate(value);
    List<OutputUnit> units = result.getErrors() == null ? List.of() : result.getErrors();
    Set<String> declared = new HashSet<>();
    for (OutputUnit unit : units) {
      if (unit.getKeywordLocation().endsWith("/properties")) {
        declared.add(unit.getInstanceLocation());
      }
    }
    return units.stream()
        .filter(it -> !it.getKeywordLocation().matches(".*/(properties|items|\\$ref)"))
        // The validator refuses null for a nullable number with a format.
        .filter(it -> !it.getError().startsWith("Integer does not match the format"))
        // A declared field that is wrong is also reported as an unknown one.
        .filter(
            it ->
                !it.getKeywordLocation().endsWith("/additionalProperties")
                    || !declared.contains(it.getInstanceLocation()))
        .collect(toMap(ContractLoadsTest::field, OutputUnit::getError, (a, b) -> a, TreeMap::new));
  }

  private static String field(OutputUnit unit) {
    String at = unit.getInstanceLocation().replaceFirst("^#/?", "").replace('/', '.');
    if (unit.getKeywordLocation().endsWith("/required")) {
      String missing = unit.getError().replaceAll("^[^\"]*\"|\".*$", "");
      return at.isEmpty() ? missing : at + "." + missing;
    }
    return at;
  }

  @Test
  void promisesNoSharing() {
    assertThat(document.encode().toLowerCase(java.util.Locale.ROOT)).doesNotContain("shared with");
  }
}
