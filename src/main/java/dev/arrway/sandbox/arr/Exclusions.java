package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;

/** Titles that lists must not add: the same operations under the vendor's own path and names. */
public final class Exclusions {
  private final Shelf shelf;
  private final String path;
  private final String idName;
  private final String titleName;

  /** For this path, with the names of the id and the title in it. */
  public Exclusions(Shelf shelf, String path, String idName, String titleName) {
    this.shelf = shelf;
    this.path = path;
    this.idName = idName;
    this.titleName = titleName;
  }

  /** Adds the operations. */
  public void mount(Routes routes) {
    Crud.read(routes, path, shelf);
    Crud.delete(routes, path, shelf);
    routes.on("POST", path, this::create);
  }

  private Reply create(Call call) {
    var shape = new Shape().ints("id", idName, "movieYear").strings(titleName);
    var body = call.object(shape);
    var id = body.getInteger(idName, 0);
    var property = idName.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + idName.substring(1);
    if (id <= 0) {
      return Reply.refused(Failure.of(property, "'" + property + "' must be greater than 0.", id));
    }
    if (shelf.where(one -> id.equals(one.getInteger(idName))).count() > 0) {
      return Reply.refused(Failure.of(property, "This exclusion has already been added.", id));
    }
    return Reply.created(shelf.add(kept(body)));
  }

  private JsonObject kept(JsonObject body) {
    return Wire.object(
        idName,
        body.getInteger(idName),
        titleName,
        body.getString(titleName, ""),
        "movieYear",
        idName.equals("tmdbId") ? body.getInteger("movieYear", 0) : null);
  }
}
