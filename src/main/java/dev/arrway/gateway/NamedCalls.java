package dev.arrway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations by name, with path, query and body parameters in one object, for transports
 * without paths. Checks, permissions, limits and answers are the same as over HTTP.
 */
public final class NamedCalls {
  private final Dispatcher dispatcher;

  /** Creates a caller of a dispatcher's operations. */
  public NamedCalls(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * A call as a transport has read it.
   *
   * @param headers by lower-case name; the only source of header parameters
   * @param given the parameters, a {@link JsonObject}; null for none; any other type is refused
   * @param size bytes of the call as it was received
   */
  public record Asked(
      String operationId,
      @Nullable Caller caller,
      String address,
      Map<String, String> headers,
      @Nullable Object given,
      int size,
      @Nullable String userAgent) {
    public Asked {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * The answer to a call.
   *
   * @param body null for an answer without one
   */
  public record Answered(int status, String traceId, @Nullable JsonNode body) {}

  /** Returns whether an operation needs no credentials; false for an unknown operation. */
  public boolean needsNoCredentials(String operationId) {
    ContractOperation operation = dispatcher.contractOperation(operationId);
    return operation != null && operation.needsNoCredentials();
  }

  /** Does an operation. Always fails with a {@link FailureException}. */
  public Future<Answered> call(Asked asked) {
    ContractOperation operation = dispatcher.contractOperation(asked.operationId());
    if (operation != null && operation.httpOnly()) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.METHOD_NOT_ALLOWED, operation.id() + " can be called over HTTP alone."));
    }
    if (asked.given() != null && !(asked.given() instanceof JsonObject)) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.MALFORMED_REQUEST, "The body must be a JSON object with parameters."));
    }
    RequestHead head = head(asked);
    return dispatcher
        .dispatch(
            head, Dispatcher.present(() -> content(operation, asked, (JsonObject) asked.given())))
        .map(answer -> new Answered(answer.status(), head.traceId(), json(answer.value())));
  }

  /**
   * Does something else in the name of an operation: with its checks, permissions and limits. Its
   * query parameters come in headers, as text.
   */
  public <T> Future<T> instead(Asked asked, Function<Call, Future<T>> work) {
    Map<String, Object> parameters = new HashMap<>();
    ContractOperation operation = dispatcher.contractOperation(asked.operationId());
    if (operation != null) {
      texts(operation, asked, Location.QUERY, parameters);
    }
    RequestContent content = content(asked, parameters, null);
    return dispatcher.observed(head(asked), Dispatcher.present(() -> content), work);
  }

  private static RequestContent content(
      @Nullable ContractOperation operation, Asked asked, @Nullable JsonObject given) {
    Map<String, Object> parameters = new HashMap<>();
    JsonObject body = new JsonObject();
    if (operation != null) {
      (given == null ? new JsonObject() : given)
          .forEach(each -> sort(operation, each.getKey(), each.getValue(), parameters, body));
      texts(operation, asked, Location.HEADER, parameters);
    }
    boolean hasBody =
        operation != null
            && operation.takesJson()
            && (!body.isEmpty() || operation.requiresBody() && given != null);
    return content(asked, parameters, hasBody ? body : null);
  }

  /** A parameter, or else part of the body where there is one; null is a parameter not given. */
  private static void sort(
      ContractOperation operation,
      String name,
      @Nullable Object value,
      Map<String, Object> parameters,
      JsonObject body) {
    ContractParameter known =
        operation.parameters().stream()
            .filter(it -> it.name().equals(name) && !it.in(Location.HEADER))
            .findFirst()
            .orElse(null);
    if (known == null && operation.takesJson()) {
      body.put(name, value);
    } else if (value != null) {
      parameters.put(name, known == null ? value : known.fromJson(value));
    }
  }

  private static void texts(
      ContractOperation operation, Asked asked, Location in, Map<String, Object> parameters) {
    for (ContractParameter parameter : operation.parameters()) {
      List<String> texts = texts(parameter, asked);
      if (!texts.isEmpty() && parameter.in(in)) {
        parameters.put(parameter.name(), parameter.fromText(texts));
      }
    }
  }

  private static List<String> texts(ContractParameter parameter, Asked asked) {
    return Stream.concat(Stream.of(parameter.name()), parameter.spellings().stream())
        .map(name -> asked.headers().get(name.toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .toList();
  }

  private static RequestContent content(
      Asked asked, Map<String, Object> parameters, @Nullable JsonObject body) {
    return new RequestContent(parameters, body, asked.size(), asked.userAgent());
  }

  private static RequestHead head(Asked asked) {
    return new RequestHead(
        asked.operationId(),
        asked.caller(),
        asked.address(),
        HttpDoor.traceId(asked.headers().get("x-request-id")));
  }

  private static @Nullable JsonNode json(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof PlainText plain
        ? TextNode.valueOf(plain.text())
        : ApiJson.mapper().valueToTree(value);
  }
}
