package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Indexers as the servers show them, and the test of their settings. */
final class IndexerRoutes {
  private final ArrState state;

  IndexerRoutes(ArrState state) {
    this.state = state;
  }

  void mount(Routes routes) {
    Crud.read(routes, "/indexer", state.indexers());
    Crud.delete(routes, "/indexer", state.indexers());
    routes
        .on("POST", "/indexer/test", this::test)
        .on("POST", "/indexer/testall", call -> testAll());
  }

  private Reply test(Call call) {
    var body = call.object(new Shape().strings("name", "implementation").objectArrays("fields"));
    if (body.getString("name", "").isBlank()) {
      return Reply.refused(Failure.of("Name", "'Name' must not be empty.", body.getString("name")));
    }
    return Reply.ok(new JsonObject());
  }

  private Reply testAll() {
    return Reply.ok(
        state.indexers().list().stream()
            .map(
                one ->
                    Wire.object(
                        "id",
                        one.getInteger("id"),
                        "isValid",
                        true,
                        "validationFailures",
                        new JsonArray())));
  }
}
