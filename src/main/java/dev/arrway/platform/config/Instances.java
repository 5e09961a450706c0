package dev.arrway.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is declared under {@code instances}. */
final class Instances {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEYS =
      Set.of("name", "type", "url", "api_key", "username", "password", "settings");

  private final Settings settings;
  private final Environment environment;

  Instances(Settings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  List<InstanceDeclaration> read() {
    JsonNode list = settings.node("instances");
    List<InstanceDeclaration> all = new ArrayList<>();
    if (!list.isArray()) {
      settings.problem(Problem.of("instances", "", "must be a list"));
      return all;
    }
    Set<String> variables = new HashSet<>();
    int number = 0;
    for (JsonNode node : list) {
      one(node, number++).ifPresent(all::add);
    }
    for (InstanceDeclaration instance : all) {
      if (!variables.add(variable(instance.name()))) {
        settings.problem(
            Problem.of(
                InstanceDeclaration.path(instance.name()),
                "",
                "another instance has this name, or one with the same environment variables"));
      }
    }
    environment.checkInstanceVariables(settings);
    return all;
  }

  private Optional<InstanceDeclaration> one(JsonNode node, int number) {
    String name = node.path("name").asText("");
    String at = InstanceDeclaration.path(name.isEmpty() ? Integer.toString(number) : name);
    if (!node.isObject()) {
      settings.problem(Problem.of(at, "", "must have name, type and url"));
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!KEYS.contains(field.getKey())) {
        settings.problem(
            Problem.of(at + "." + field.getKey(), "", Suggestion.of(field.getKey(), KEYS)));
      }
    }
    return Optional.ofNullable(
        settings.build(
            () ->
                new InstanceDeclaration(
                    name,
                    node.path("type").asText(""),
                    node.path("url").asText(""),
                    secret(name, node, "api_key"),
                    secret(name, node, "username").reveal(),
                    secret(name, node, "password"),
                    map(node.path("settings"), at))));
  }

  private Secret secret(String name, JsonNode node, String key) {
    return environment
        .secret(
            variable(name) + "_" + Environment.name(key).substring("ARRWAY_".length()), settings)
        .orElseGet(() -> Secret.of(node.path(key).asText("")));
  }

  private static String variable(String name) {
    return Environment.name("instances." + name);
  }

  private Map<String, Object> map(JsonNode node, String at) {
    Map<String, Object> values = new HashMap<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!field.getValue().isNull()) {
          values.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class));
        }
      }
    } else if (!node.isMissingNode() && !node.isNull()) {
      settings.problem(Problem.of(at + ".settings", "", "must be keys with values"));
    }
    return values;
  }
}
