package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** Custom formats. Profiles follow: a new one scores 0 in all, a deleted one leaves them. */
final class FormatRoutes {
  private static final String PATH = "/customformat";

  private final ArrState state;

  FormatRoutes(ArrState state) {
    this.state = state;
  }

  void mount(Routes routes) {
    Crud.read(routes, PATH, state.formats());
    routes
        .on("POST", PATH, call -> saved(call, 0, body -> Reply.created(state.addFormat(body))))
        .on(
            "PUT",
            PATH + "/{id}",
            call ->
                saved(
                    call,
                    call.id(),
                    body ->
                        state
                            .changeFormat(call.id(), body)
                            .map(Reply::accepted)
                            .orElseGet(Reply::missing)))
        .on(
            "DELETE",
            PATH + "/{id}",
            call -> state.removeFormat(call.id()) ? Reply.empty(200) : Reply.missing());
  }

  private Reply saved(Call call, int id, Function<JsonObject, Reply> save) {
    var shape =
        new Shape()
            .strings("name")
            .booleans("includeCustomFormatWhenRenaming")
            .objectArrays("specifications");
    var body = call.object(shape);
    var name = body.getString("name", "");
    if (name.isBlank()) {
      return Reply.refused(Failure.of("Name", "'Name' must not be empty.", name));
    }
    var taken =
        state
            .formats()
            .where(one -> name.equals(one.getString("name")) && one.getInteger("id") != id)
            .findAny();
    return taken.isPresent()
        ? Reply.refused(Failure.of("Name", "Must be unique.", name))
        : save.apply(body);
  }
}
