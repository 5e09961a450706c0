package dev.arrway.gateway;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/**
 * What machines ask without credentials, on both ports: is it there, is it alive, may it be sent
 * requests.
 */
final class MachineRoutes {
  private final Readiness readiness;

  MachineRoutes(Readiness readiness) {
    this.readiness = readiness;
  }

  void mount(Router router) {
    router.get("/ping").handler(context -> say(context, 200, "ok"));
    router.get("/health/live").handler(context -> say(context, 200, "live"));
    router
        .get("/health/ready")
        .handler(
            context ->
                readiness
                    .check()
                    .onSuccess(
                        ready -> say(context, ready ? 200 : 503, ready ? "ready" : "not ready")));
  }

  private void say(RoutingContext context, int status, String word) {
    List<String> warnings = readiness.warnings();
    Map<String, Object> answer =
        warnings.isEmpty() ? Map.of("status", word) : Map.of("status", word, "warnings", warnings);
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(ApiJson.write(answer));
  }
}
