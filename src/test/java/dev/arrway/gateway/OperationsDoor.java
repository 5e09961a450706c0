package dev.arrway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Some operations without the rest of the gateway: over HTTP, or called directly. */
public final class OperationsDoor {
  private final Operations operations;

  public OperationsDoor(Routes... routes) {
    Operations.Builder builder = new Operations.Builder();
    for (Routes each : routes) {
      each.register(builder);
    }
    operations = builder.build();
  }

  /** A caller of this role, known by the id alone. */
  public static Caller caller(long id, Role role) {
    return new Caller(id, "user" + id, role, 1L, null, "127.0.0.1", java.time.Instant.MAX, 1);
  }

  /** Calls an operation; its answer as clients see it. */
  public Future<JsonNode> call(String operation, Caller caller, Map<String, Object> parameters) {
    Call call =
        new Call(
            operation,
            caller,
            "127.0.0.1",
            "trace",
            parameters,
            ApiJson.mapper().createObjectNode());
    return operations
        .operation(operation)
        .orElseThrow()
        .run(call)
        .map(answer -> ApiJson.mapper().valueToTree(answer.value()));
  }

  /** Listens on any port; {@code POST /operationId} is an operation that only HTTP carries. */
  public Future<HttpServer> listen(Vertx vertx, Caller caller) {
    RequestBodies bodies = TestLimits.bodies(vertx);
    Router router = Router.router(vertx);
    router
        .post("/:operation")
        .handler(
            context -> {
              context.request().pause();
              serve(context, caller, bodies);
            });
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                router.handle(GuardedRequest.of(vertx, request, TestLimits.STANDARD, () -> {})))
        .listen(0, "127.0.0.1");
  }

  private void serve(RoutingContext context, Caller caller, RequestBodies bodies) {
    String type = String.valueOf(context.request().getHeader("Content-Type"));
    BodyReservation reservation = bodies.reservation(caller, "127.0.0.1");
    reservation.attachTo(context);
    Future<ObjectNode> body =
        type.startsWith("application/json")
            ? bodies
                .read(context.request(), 1 << 20, reservation)
                .map(bytes -> ApiJson.mapper().valueToTree(bytes.toJsonObject().getMap()))
            : Future.succeededFuture(ApiJson.mapper().createObjectNode());
    String operation = context.pathParam("operation");
    body.compose(
            json ->
                operations
                    .httpOperation(operation)
                    .orElseThrow()
                    .serve(context, new Call(operation, caller, "127.0.0.1", "t", Map.of(), json)))
        .onSuccess(
            answer ->
                answer.ifPresent(
                    it ->
                        context
                            .response()
                            .setStatusCode(it.status())
                            .end(ApiJson.write(it.value()))))
        .onFailure(
            cause -> Problems.write(context.response(), Problems.of(cause, operation, "trace")));
  }
}
