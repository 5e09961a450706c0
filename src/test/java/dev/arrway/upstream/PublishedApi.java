package dev.arrway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * An API as its makers published it (OpenAPI 3.0 or 3.1): what may be asked, and what is answered.
 */
public final class PublishedApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final PublishedSchemas schemas;

  private PublishedApi(JsonNode document) {
    this.document = document;
    this.schemas = new PublishedSchemas(document);
  }

  /** The document of this name in the shared data; empty when there is none. */
  public static Optional<PublishedApi> read(String name) throws IOException {
    Stream<String> given = Stream.ofNullable(System.getProperty("arrway.shared"));
    Optional<Path> file =
        Stream.concat(given, Stream.of("../shared", "../../shared"))
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .map(folder -> folder.resolve("upstreams/openapi/" + name))
            .filter(Files::exists);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new PublishedApi(mapper(name).readTree(file.get().toFile())));
  }

  private static ObjectMapper mapper(String name) {
    if (name.endsWith(".json")) {
      return JSON;
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(10_000_000);
    return new YAMLMapper(
        com.fasterxml.jackson.dataformat.yaml.YAMLFactory.builder().loaderOptions(options).build());
  }

  /** An operation, with the values of its path's parameters. */
  public record Operation(String method, String path, JsonNode raw, Map<String, String> values) {
    /** Such as {@code GET /identity}. */
    public String name() {
      return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    }
  }

  /** What the document calls this; literal paths before those with parameters. */
  public Optional<Operation> operation(String method, String path) {
    List<Operation> found = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            each -> {
              JsonNode raw = each.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
              values(each.getKey(), path)
                  .filter(values -> raw.isObject())
                  .ifPresent(
                      values -> found.add(new Operation(method, each.getKey(), raw, values)));
            });
    return found.stream()
        .min(java.util.Comparator.comparingInt(operation -> operation.values().size()));
  }

  private static Optional<Map<String, String>> values(String template, String path) {
    List<String> names = new ArrayList<>();
    var name = Pattern.compile("\\{([^}]+)\\}").matcher(template);
    while (name.find()) {
      names.add(name.group(1));
    }
    String pattern = Pattern.quote(template).replaceAll("\\{[^}]+\\}", "\\\\E([^/]+)\\\\Q");
    var matcher = Pattern.compile(pattern).matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), matcher.group(i + 1));
    }
    return Optional.of(values);
  }

  /** What is wrong with a request. */
  public List<String> request(Operation operation, HttpServerRequest request, String body) {
    List<String> problems = new ArrayList<>();
    List<JsonNode> parameters = new ArrayList<>();
    operation.raw().path("parameters").forEach(one -> parameters.add(schemas.resolve(one)));
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asText();
      List<String> given = given(operation, request, parameter.path("in").asText(), name);
      if (given.isEmpty() && parameter.path("required").asBoolean()) {
        problems.add(name + " is required");
      }
      given.forEach(text -> problems.addAll(schemas.text(parameter.path("schema"), text, name)));
    }
    query(request.params(), parameters, problems);
    security(operation, request, problems);
    body(operation, request, body, problems);
    return problems;
  }

  private static List<String> given(
      Operation operation, HttpServerRequest request, String in, String name) {
    return switch (in) {
      case "path" -> List.of(operation.values().get(name));
      case "query" -> request.params().getAll(name);
      case "header" -> request.headers().getAll(name);
      default -> List.of();
    };
  }

  /** Each one is of the operation, a part of an object that is spread out, or allowed anywhere. */
  private void query(MultiMap params, List<JsonNode> parameters, List<String> problems) {
    for (String name : params.names()) {
      boolean own =
          parameters.stream()
              .filter(it -> it.path("in").asText().equals("query"))
              .anyMatch(
                  it ->
                      it.path("name").asText().equals(name)
                          || (it.path("explode").asBoolean()
                              && schemas.resolve(it.path("schema")).path("properties").has(name)));
      JsonNode common = document.path("components").path("parameters").path(name);
      if (!own && !common.path("in").asText().equals("query")) {
        problems.add("no query parameter is called " + name);
      }
    }
  }

  private void security(Operation operation, HttpServerRequest request, List<String> problems) {
    JsonNode wanted =
        operation.raw().has("security")
            ? operation.raw().path("security")
            : document.path("security");
    if (wanted.isEmpty() || Stream.of(wanted).anyMatch(any -> any.path(0).isEmpty())) {
      return;
    }
    String scheme = wanted.path(0).fieldNames().next();
    JsonNode key = document.path("components").path("securitySchemes").path(scheme);
    if (request.getHeader(key.path("name").asText()) == null) {
      problems.add("no header " + key.path("name").asText());
    }
  }

  private void body(
      Operation operation, HttpServerRequest request, String body, List<String> problems) {
    JsonNode wanted = schemas.resolve(operation.raw().path("requestBody"));
    if (wanted.isMissingNode() || wanted.isEmpty()) {
      if (!body.isEmpty()) {
        problems.add("has a body");
      }
      return;
    }
    JsonNode content = wanted.path("content").path(request.getHeader("Content-Type"));
    if (content.isMissingNode()) {
      problems.add("no body of the type " + request.getHeader("Content-Type"));
    } else {
      problems.addAll(schemas.check(content.path("schema"), tree(body)));
    }
  }

  /** What is wrong with an answer. */
  public List<String> answer(Operation operation, int status, String body) {
    JsonNode responses = operation.raw().path("responses");
    JsonNode response = schemas.resolve(responses.path(String.valueOf(status)));
    if (response.isMissingNode()) {
      return List.of("status " + status + " is not described");
    }
    JsonNode schema = response.path("content").path("application/json").path("schema");
    return schema.isMissingNode() ? List.of() : schemas.check(schema, tree(body));
  }

  /**
   * An answer as the document describes it.
   *
   * @param known values of fields that have a form which the document does not tell
   */
  public Example example(Operation operation, Map<String, String> known) {
    for (int status : new int[] {200, 204}) {
      JsonNode response = schemas.resolve(operation.raw().path("responses").path("" + status));
      if (!response.isMissingNode()) {
        JsonNode schema = response.path("content").path("application/json").path("schema");
        return new Example(
            status, schema.isMissingNode() ? "" : schemas.example(schema, known).toString());
      }
    }
    throw new AssertionError(operation.name() + " is never answered well");
  }

  /** An answer. */
  public record Example(int status, String body) {}

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode("no JSON: " + text);
    }
  }
}
