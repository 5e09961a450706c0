package dev.arrway.gateway;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of one operation, ready to be held against calls; the validators are built
 * once.
 */
final class ContractOperation {
  private static final int DEFAULT_PER_MINUTE = 300;
  private static final int DEFAULT_BODY_BYTES = 1 << 20;

  /** Bytes of a body that comes without credentials, unless the contract says otherwise. */
  private static final int PUBLIC_BODY_BYTES = 16_000;

  /** Bytes of a body that comes without credentials, whatever the contract says. */
  private static final int MOST_PUBLIC_BODY_BYTES = 1_000_000;

  private final Operation operation;
  private final Map<String, ContractParameter> parameters;
  private final @Nullable SchemaCheck body;
  private final Role leastRole;
  private final boolean isPublic;

  ContractOperation(Operation operation) {
    this.operation = operation;
    this.parameters =
        operation.getParameters().stream()
            .collect(
                Collectors.toUnmodifiableMap(Parameter::getName, it -> ContractParameter.of(it)));
    this.body = bodyCheck(operation.getRequestBody());
    this.isPublic = isPublic(operation);
    Object role = operation.getExtensions().get("x-roles");
    this.leastRole = Role.of(role == null ? "admin" : role.toString());
  }

  private static @Nullable SchemaCheck bodyCheck(@Nullable RequestBody requestBody) {
    MediaType json =
        requestBody == null ? null : requestBody.determineContentType("application/json");
    if (json == null) {
      return null;
    }
    return new SchemaCheck(Validators.of(json.getSchema()), json.getSchema());
  }

  /** An operation is public only where the contract says {@code security: []}. */
  private static boolean isPublic(Operation operation) {
    return operation.getOpenAPIModel().getValue("security")
            instanceof io.vertx.core.json.JsonArray listed
        && listed.isEmpty();
  }

  String id() {
    return operation.getOperationId();
  }

  String method() {
    return operation.getHttpMethod().name();
  }

  /** The path as a router takes it, {@code /instances/:instance_id}. */
  String routerPath() {
    return operation.getOpenAPIPath().replaceAll("\\{([A-Za-z0-9_]+)}", ":$1");
  }

  boolean needsNoCredentials() {
    return isPublic;
  }

  boolean httpOnly() {
    return "http".equals(operation.getExtensions().get("x-doors"));
  }

  /** The scope of keys that may come in this operation's URL; null when none may. */
  @Nullable Scope urlKeyScope() {
    Object scope = operation.getExtensions().get("x-url-key");
    return scope == null ? null : Scope.of(scope.toString());
  }

  /** Whether a one-time ticket in the URL is taken. */
  boolean takesTicket() {
    return Boolean.TRUE.equals(operation.getExtensions().get("x-ticket"));
  }

  /** Returns whether the operation also accepts a reusable ticket in the URL. */
  boolean takesReusableTicket() {
    return Boolean.TRUE.equals(operation.getExtensions().get("x-reusable-ticket"));
  }

  /** Whether the connection becomes something else, so that the request is left unread. */
  boolean upgrades() {
    return Boolean.TRUE.equals(operation.getExtensions().get("x-upgrade"));
  }

  Role leastRole() {
    return leastRole;
  }

  int perMinute() {
    Object limit = operation.getExtensions().get("x-rate-limit-per-minute");
    return limit instanceof Number number ? number.intValue() : DEFAULT_PER_MINUTE;
  }

  /** Bytes of a body that is held in memory. */
  int bodyLimit() {
    Object given = operation.getExtensions().get("x-body-limit");
    int usual = isPublic ? PUBLIC_BODY_BYTES : DEFAULT_BODY_BYTES;
    int limit = given instanceof Number number ? number.intValue() : usual;
    return isPublic ? Math.min(limit, MOST_PUBLIC_BODY_BYTES) : limit;
  }

  boolean takesJson() {
    return body != null;
  }

  /** Whether HTTP may carry files to it. */
  boolean takesFiles() {
    RequestBody requestBody = operation.getRequestBody();
    return requestBody != null
        && requestBody.getContent().keySet().stream()
            .anyMatch(type -> type.startsWith("multipart/"));
  }

  boolean requiresBody() {
    return operation.getRequestBody() != null && operation.getRequestBody().isRequired();
  }

  /** Whether the answer to a creation says where the new thing is. */
  boolean tellsLocation() {
    JsonObject created =
        operation
            .getOpenAPIModel()
            .getJsonObject("responses", new JsonObject())
            .getJsonObject("201");
    return created != null
        && created.getJsonObject("headers", new JsonObject()).containsKey("Location");
  }

  Collection<ContractParameter> parameters() {
    return parameters.values();
  }

  /** Returns whether a name is an alternative spelling of a parameter. */
  boolean hasSpelling(String name) {
    return parameters.values().stream().anyMatch(it -> it.spellings().contains(name));
  }

  /**
   * Validates a call against the contract.
   *
   * @param given by name, as JSON has them
   * @param more what else is wrong with the body, left out where the schema finds the field wrong
   * @throws FailureException {@code invalid} with everything that is wrong
   */
  void check(Map<String, Object> given, @Nullable JsonObject bodyGiven, List<FieldError> more) {
    List<FieldError> errors = new ArrayList<>();
    for (ContractParameter parameter : parameters.values()) {
      errors.addAll(parameter.check(given.get(parameter.name())));
    }
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(parameters.keySet());
    for (String name : unknown) {
      errors.add(new FieldError(name, "is no parameter of this operation"));
    }
    if (body != null && bodyGiven != null) {
      errors.addAll(body.check("", bodyGiven));
      Set<String> named = new TreeSet<>();
      errors.forEach(error -> named.add(error.field()));
      more.stream().filter(error -> !named.contains(error.field())).forEach(errors::add);
    }
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors.subList(0, Math.min(SchemaCheck.MOST_ERRORS, errors.size())))
          .asException();
    }
    // An operation that takes files reads them by itself.
    if (bodyGiven == null && requiresBody() && !takesFiles()) {
      throw FailureException.of(FailureCode.MALFORMED_REQUEST, "The body must be a JSON object.");
    }
  }

  /** The given parameters with the contract's defaults filled in. */
  Map<String, Object> withDefaults(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    for (ContractParameter parameter : parameters.values()) {
      Object fallback = parameter.fallback();
      if (fallback != null) {
        all.putIfAbsent(parameter.name(), fallback);
      }
    }
    return all;
  }
}
