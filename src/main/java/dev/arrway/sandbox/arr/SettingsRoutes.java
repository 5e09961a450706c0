package dev.arrway.sandbox.arr;

import java.util.function.Function;

/** Settings of which there is one object each. */
final class SettingsRoutes {
  private final ArrState state;

  SettingsRoutes(ArrState state) {
    this.state = state;
  }

  void mount(Routes routes) {
    one(routes, "/config/naming", state.naming());
    one(routes, "/config/mediamanagement", state.mediaManagement());
  }

  private static void one(Routes routes, String path, Shelf shelf) {
    Function<Integer, Reply> get = id -> shelf.get(id).map(Reply::ok).orElseGet(Reply::missing);
    routes
        .on("GET", path, call -> get.apply(1))
        .on("GET", path + "/{id}", call -> get.apply(call.id()))
        .on(
            "PUT",
            path + "/{id}",
            call -> {
              var body = call.object(new Shape());
              return shelf
                  .change(call.id(), old -> old.mergeIn(body))
                  .map(Reply::accepted)
                  .orElseGet(Reply::missing);
            });
  }
}
