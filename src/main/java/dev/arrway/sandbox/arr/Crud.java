package dev.arrway.sandbox.arr;

/** The operations that every simple resource has. */
public final class Crud {
  private Crud() {}

  /** {@code GET} of all and of one. */
  public static void read(Routes routes, String path, Shelf shelf) {
    routes
        .on("GET", path, call -> Reply.ok(shelf.list().stream()))
        .on(
            "GET",
            path + "/{id}",
            call -> shelf.get(call.id()).map(Reply::ok).orElseGet(Reply::missing));
  }

  /** {@code DELETE} of one. */
  public static void delete(Routes routes, String path, Shelf shelf) {
    routes.on(
        "DELETE",
        path + "/{id}",
        call -> shelf.remove(call.id()) ? Reply.empty(200) : Reply.missing());
  }
}
