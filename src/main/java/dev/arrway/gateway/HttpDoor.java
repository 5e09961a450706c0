package dev.arrway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.access.Authenticator;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Scope;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contract's operations over HTTP: reads requests and writes answers. */
final class HttpDoor {
  /** The credential that is no parameter of any operation. */
  private static final String URL_KEY = "key";

  private static final String TICKET = "ticket";

  private final Dispatcher dispatcher;
  private final Authenticator authenticator;
  private final ClientAddress addresses;
  private final Origins origins;

  HttpDoor(
      Dispatcher dispatcher,
      Authenticator authenticator,
      ClientAddress addresses,
      Origins origins) {
    this.dispatcher = dispatcher;
    this.authenticator = authenticator;
    this.addresses = addresses;
    this.origins = origins;
  }

  /**
   * Every operation of the contract; whatever else is asked for is refused, first for lack of
   * credentials.
   */
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    for (ContractOperation operation : dispatcher.contractOperations()) {
      router
          .route(HttpMethod.valueOf(operation.method()), operation.routerPath())
          .handler(context -> serve(operation, context));
    }
    dispatcher.contractOperations().stream()
        .map(ContractOperation::routerPath)
        .distinct()
        .forEach(
            path -> router.route(path).handler(context -> refuse(context, wrongMethod(context))));
    router.route().handler(context -> refuse(context, unknownPath()));
    return router;
  }

  private void serve(ContractOperation operation, RoutingContext context) {
    HttpServerRequest request = context.request();
    request.pause();
    String trace = traceId(request);
    Span.current().updateName(operation.id()); // nothing unless calls are traced
    context.response().putHeader("X-Request-Id", trace);
    if (operation.upgrades() && !origins.allows(request)) {
      Problems.write(
          context.response(),
          Failure.of(
              FailureCode.FORBIDDEN, "Pages of this origin may not follow; see allowed_origins."));
      return;
    }
    // Old credentials must not keep anybody from getting new ones.
    (operation.needsNoCredentials()
            ? Future.<@Nullable Caller>succeededFuture()
            : caller(operation, request))
        .recover(cause -> Future.failedFuture(countAgainstAddress(request, cause)))
        .compose(
            caller ->
                run(
                    operation,
                    context,
                    new RequestHead(operation.id(), caller, addresses.of(request), trace)))
        .onSuccess(answer -> answer.ifPresent(it -> write(operation, context, it)))
        .onFailure(
            cause -> Problems.write(context.response(), Problems.of(cause, operation.id(), trace)));
  }

  /** Counts a failure caused by invalid credentials against the limit of the client's address. */
  private Throwable countAgainstAddress(HttpServerRequest request, Throwable cause) {
    return cause instanceof FailureException known
        ? dispatcher.refusal(null, addresses.of(request), known).asException()
        : cause;
  }

  private Future<Optional<Answer>> run(
      ContractOperation operation, RoutingContext context, RequestHead head) {
    Dispatcher.ContentReader reader =
        new Dispatcher.ContentReader() {
          @Override
          public Map<String, Object> parameters() {
            return HttpDoor.parameters(operation, context);
          }

          @Override
          public Future<RequestContent> read(BodyReservation reservation) {
            return content(operation, context, reservation);
          }
        };
    Optional<Operations.HttpOperation> httpOnly =
        dispatcher.operations().httpOperation(operation.id());
    return httpOnly.isPresent()
        ? dispatcher.observed(head, reader, call -> httpOnly.get().serve(context, call))
        : dispatcher.dispatch(head, reader).map(Optional::of);
  }

  private Future<RequestContent> content(
      ContractOperation operation, RoutingContext context, BodyReservation reservation) {
    HttpServerRequest request = context.request();
    reservation.attachTo(context);
    String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
    return body(operation, request, reservation)
        .compose(
            bytes ->
                parse(operation, request, bytes, reservation)
                    .map(
                        body ->
                            new RequestContent(
                                parameters(operation, context), body, bytes.length(), userAgent)));
  }

  /** As {@link #caller(HttpServerRequest)}; some operations also take narrow keys. */
  private Future<@Nullable Caller> caller(ContractOperation operation, HttpServerRequest request) {
    String ticket = operation.takesTicket() ? request.getParam(TICKET) : null;
    if (ticket != null) {
      Secret shown = Secret.of(ticket.trim());
      String address = addresses.of(request);
      return (operation.takesReusableTicket()
              ? authenticator.streamTicket(shown, address)
              : authenticator.ticket(shown, address))
          .map(it -> it);
    }
    Scope scope = operation.urlKeyScope();
    if (scope == null || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      return caller(request);
    }
    String header = request.getHeader("X-Api-Key");
    String inUrl = request.getParam(URL_KEY);
    if (header != null) {
      Secret key = Secret.of(header.trim());
      return authenticator
          .narrowKey(key, scope, addresses.of(request))
          .recover( // a valid key with other scopes; a wrong key must count only once
              cause ->
                  Failures.of(cause).code() == FailureCode.FORBIDDEN
                      ? authenticator.apiKey(key, addresses.of(request))
                      : Future.failedFuture(cause))
          .map(it -> it);
    }
    return inUrl == null || inUrl.isBlank()
        ? Future.succeededFuture()
        : authenticator
            .narrowKey(Secret.of(inUrl.trim()), scope, addresses.of(request))
            .map(it -> it);
  }

  /**
   * Authenticates a request; null when it has no credentials. Invalid credentials are refused even
   * where none are needed.
   */
  private Future<@Nullable Caller> caller(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    String key = request.getHeader("X-Api-Key");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authenticator
          .bearer(Secret.of(authorization.substring(7).trim()), addresses.of(request))
          .map(it -> it);
    }
    if (key != null) {
      return authenticator.apiKey(Secret.of(key.trim()), addresses.of(request)).map(it -> it);
    }
    return authorization == null
        ? Future.succeededFuture()
        : Future.failedFuture(
            FailureException.of(FailureCode.UNAUTHENTICATED, "Only Bearer credentials are taken."));
  }

  /** The body; one of another media type than JSON is left to the operation, unread. */
  private Future<Buffer> body(
      ContractOperation operation, HttpServerRequest request, BodyReservation reservation) {
    boolean leftToOperation = operation.httpOnly() || operation.takesFiles();
    if (operation.upgrades() || !isJson(request) && leftToOperation) {
      return Future.succeededFuture(Buffer.buffer());
    }
    return dispatcher.bodies().read(request, operation.bodyLimit(), reservation);
  }

  private static boolean isJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type == null || type.startsWith("application/json");
  }

  private Future<@Nullable JsonObject> parse(
      ContractOperation operation,
      HttpServerRequest request,
      Buffer bytes,
      BodyReservation reservation) {
    if (bytes.length() == 0 || !operation.takesJson()) {
      return Future.succeededFuture();
    }
    if (!isJson(request)) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."));
    }
    return dispatcher.bodies().parse(bytes, reservation).map(body -> body);
  }

  private static Map<String, Object> parameters(
      ContractOperation operation, RoutingContext context) {
    MultiMap query = context.queryParams();
    Map<String, Object> given = new HashMap<>();
    for (String name : query.names()) {
      boolean credential =
          operation.urlKeyScope() != null && name.equals(URL_KEY)
              || operation.takesTicket() && name.equals(TICKET);
      if (!credential && !operation.hasSpelling(name)) {
        given.put(name, query.get(name));
      }
    }
    for (ContractParameter parameter : operation.parameters()) {
      List<String> texts = texts(parameter, context);
      if (!texts.isEmpty()) {
        given.put(parameter.name(), parameter.fromText(texts));
      }
    }
    return given;
  }

  private static List<String> texts(ContractParameter parameter, RoutingContext context) {
    if (parameter.in(Location.PATH)) {
      String text = context.pathParam(parameter.name());
      return text == null ? List.of() : List.of(text);
    }
    if (parameter.in(Location.HEADER)) {
      return context.request().headers().getAll(parameter.name());
    }
    return parameter.spellings().isEmpty()
        ? context.queryParams().getAll(parameter.name())
        : parameter.spellings().stream()
            .flatMap(name -> context.queryParams().getAll(name).stream())
            .toList();
  }

  private static void write(ContractOperation operation, RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    response.setStatusCode(answer.status());
    Object value = answer.value();
    if (value == null) {
      response.end();
      return;
    }
    if (value instanceof PlainText plain) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8").end(plain.text());
      return;
    }
    JsonNode tree = ApiJson.mapper().valueToTree(value);
    if (operation.tellsLocation() && tree.hasNonNull("id")) {
      response.putHeader(
          HttpHeaders.LOCATION, context.request().path() + "/" + tree.get("id").asText());
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(ApiJson.write(tree));
  }

  /**
   * Refuses a request that matches no operation. Without credentials the answer is 401 on every
   * path, so that it does not reveal which paths exist.
   */
  private void refuse(RoutingContext context, FailureException known) {
    context.request().pause();
    String trace = traceId(context.request());
    caller(context.request())
        .recover(cause -> Future.failedFuture(countAgainstAddress(context.request(), cause)))
        .onSuccess(
            caller ->
                Problems.write(
                    context.response(),
                    dispatcher.refusal(
                        caller,
                        addresses.of(context.request()),
                        caller == null ? noCredentials() : known)))
        .onFailure(
            cause -> Problems.write(context.response(), Problems.of(cause, "unknown", trace)));
  }

  private static FailureException wrongMethod(RoutingContext context) {
    return FailureException.of(
        FailureCode.METHOD_NOT_ALLOWED,
        "This path does not take " + context.request().method() + ".");
  }

  private static FailureException unknownPath() {
    return FailureException.of(FailureCode.NOT_FOUND, "There is no such path.");
  }

  private static FailureException noCredentials() {
    return FailureException.of(FailureCode.UNAUTHENTICATED, "This needs credentials.");
  }

  private static String traceId(HttpServerRequest request) {
    return traceId(request.getHeader("X-Request-Id"));
  }

  /** What a client calls its request, if that is a name; else a new one. */
  static String traceId(@Nullable String given) {
    return given != null && given.matches("[A-Za-z0-9._-]{1,64}")
        ? given
        : UUID.randomUUID().toString();
  }
}
