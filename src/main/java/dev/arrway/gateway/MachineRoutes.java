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
                    .obstacle()
                    .onSuccess(
                        obstacle ->
                            obstacle.ifPresentOrElse(
                                reason ->
                                    answer(
                                        context,
                                        503,
                                        Map.of("status", "not ready", "reason", reason)),
                                () -> say(context, 200, "ready"))));
  }

  private void say(RoutingContext context, int status, String word) {
    List<String> warnings = readiness.warnings();
    answer(
        context,
        status,
        warnings.isEmpty() ? Map.of("status", word) : Map.of("status", word, "warnings", warnings));
  }

  private static void answer(RoutingContext context, int status, Map<String, ?> answer) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(ApiJson.write(answer));
  }
}
