package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** The operations that do not touch the library. */
public final class CommonRoutes {
  private final ArrState state;
  private final IntPredicate profileUsed;

  /**
   * For this state.
   *
   * @param profileUsed whether anything in the library has this quality profile
   */
  public CommonRoutes(ArrState state, IntPredicate profileUsed) {
    this.state = state;
    this.profileUsed = profileUsed;
  }

  /** Adds the operations. */
  public void mount(Routes routes) {
    new SystemRoutes(state).mount(routes);
    tags(routes);
    rootFolders(routes);
    new ProfileRoutes(state, profileUsed).mount(routes);
    new FormatRoutes(state).mount(routes);
    new SettingsRoutes(state).mount(routes);
    commands(routes);
    new IndexerRoutes(state).mount(routes);
    new NotificationRoutes(state).mount(routes);
  }

  private void tags(Routes routes) {
    var shape = new Shape().ints("id").strings("label");
    Crud.read(routes, "/tag", state.tags());
    Crud.delete(routes, "/tag", state.tags());
    routes
        .on("POST", "/tag", call -> createTag(call.object(shape)))
        .on(
            "PUT",
            "/tag/{id}",
            call ->
                state
                    .tags()
                    .change(
                        call.id(), tag -> tag.put("label", label(call.object(shape)).orElse("")))
                    .map(Reply::accepted)
                    .orElseGet(Reply::missing));
  }

  private Reply createTag(JsonObject body) {
    return label(body)
        .map(label -> Reply.created(state.tags().get(state.addTag(label)).orElseThrow()))
        .orElseGet(
            () ->
                Reply.refused(
                    Failure.of("Label", "'Label' must not be empty.", body.getString("label"))));
  }

  private static Optional<String> label(JsonObject body) {
    return Optional.ofNullable(body.getString("label"))
        .filter(label -> !label.isBlank())
        .map(label -> label.toLowerCase(Locale.ROOT));
  }

  private void rootFolders(Routes routes) {
    var shape = new Shape().ints("id").strings("path");
    Crud.delete(routes, "/rootfolder", state.rootFolders());
    routes
        .on("GET", "/rootfolder", c -> Reply.ok(state.rootFolders().list().stream().map(this::row)))
        .on(
            "GET",
            "/rootfolder/{id}",
            call ->
                state
                    .rootFolders()
                    .get(call.id())
                    .map(folder -> Reply.ok(row(folder)))
                    .orElseGet(Reply::missing))
        .on("POST", "/rootfolder", call -> createFolder(call.object(shape)));
  }

  private JsonObject row(JsonObject folder) {
    return folder.put("freeSpace", SystemRoutes.FREE).put("unmappedFolders", new JsonArray());
  }

  private Reply createFolder(JsonObject body) {
    var path = body.getString("path", "");
    if (!path.startsWith("/")) {
      return Reply.refused(Failure.of("Path", "Invalid Path: '" + path + "'", path));
    }
    if (state.rootFolders().where(known -> path.equals(known.getString("path"))).count() > 0) {
      return Reply.refused(
          Failure.of("Path", "Path '" + path + "' is already configured as a root folder", path));
    }
    var id = state.addRootFolder(path);
    return Reply.created(row(state.rootFolders().get(id).orElseThrow()));
  }

  private void commands(Routes routes) {
    routes
        .on("GET", "/command", call -> Reply.ok(state.commands().list()))
        .on(
            "GET",
            "/command/{id}",
            call -> state.commands().get(call.id()).map(Reply::ok).orElseGet(Reply::missing))
        .on("POST", "/command", this::command)
        .on(
            "DELETE",
            "/command/{id}",
            call -> state.commands().cancel(call.id()) ? Reply.empty(200) : Reply.missing());
  }

  private Reply command(Call call) {
    var body = call.object(new Shape().strings("name").intArrays("movieIds", "episodeIds"));
    var name = body.getString("name", "");
    return known(state.vendor().commands(), name)
        .map(
            exact -> {
              body.remove("name");
              return Reply.created(state.commands().add(exact, body));
            })
        .orElseGet(
            () ->
                Reply.message(
                    500, "Sequence contains no matching element", "unknown command " + name));
  }

  private static Optional<String> known(Set<String> names, String name) {
    return names.stream().filter(one -> one.equalsIgnoreCase(name)).findFirst();
  }
}
