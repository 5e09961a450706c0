package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.arr.ArrState;
import dev.arrway.sandbox.arr.Call;
import dev.arrway.sandbox.arr.Reply;
import dev.arrway.sandbox.arr.Routes;
import dev.arrway.sandbox.arr.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Movies: reading, adding, changing, removing, one by one and many at once. */
final class MovieRoutes {
  private final ArrState state;
  private final RadarrLibrary library;
  private final MovieRules rules;
  private final MovieJson json;

  MovieRoutes(ArrState state, RadarrLibrary library, MovieJson json) {
    this.state = state;
    this.library = library;
    this.rules = new MovieRules(state, library);
    this.json = json;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/movie", this::list)
        .on("POST", "/movie", call -> add(call.object(MovieRules.shape())))
        .on("POST", "/movie/import", this::importMany)
        .on("PUT", "/movie/editor", call -> edit(call.object(MovieRules.editor())))
        .on("DELETE", "/movie/editor", call -> removeMany(call.object(MovieRules.editor())))
        .on("GET", "/movie/{id}", this::one)
        .on("PUT", "/movie/{id}", call -> put(call.id(), call.object(MovieRules.shape())))
        .on("DELETE", "/movie/{id}", this::remove)
        .on("GET", "/moviefile", this::files)
        .on("GET", "/moviefile/{id}", this::file)
        .on("DELETE", "/moviefile/{id}", this::removeFile);
  }

  private Reply list(Call call) {
    var tmdbId = call.number("tmdbId");
    if (tmdbId.isPresent()) {
      return Reply.ok(library.byTmdb(tmdbId.get()).stream().map(json::movie));
    }
    return Reply.streamed(library.list().stream().map(json::movie).iterator());
  }

  private Reply one(Call call) {
    return library
        .get(call.id())
        .map(movie -> Reply.ok(json.movie(movie)))
        .orElseGet(Reply::missing);
  }

  private Reply add(JsonObject body) {
    var failures = rules.added(body);
    return failures.isEmpty() ? Reply.created(create(body)) : Reply.refused(failures);
  }

  private JsonObject create(JsonObject body) {
    var title = library.catalogue().byId(body.getInteger("tmdbId")).orElseThrow();
    var added = library.add(title, movie -> changed(movie, body)).orElseThrow();
    var options = body.getJsonObject("addOptions", new JsonObject());
    if (Boolean.TRUE.equals(options.getBoolean("searchForMovie"))) {
      state.commands().start("MoviesSearch", Wire.object("movieIds", List.of(added.id())));
    }
    var created = json.movie(added);
    return options.isEmpty() ? created : created.put("addOptions", options);
  }

  private static Movie changed(Movie movie, JsonObject body) {
    var root = MovieRules.trimmed(body.getString("rootFolderPath", movie.rootFolder()));
    var path = body.getString("path", "");
    var place = path.isEmpty() ? root + "/" + movie.title().folder() : path;
    var parent = path.isEmpty() ? root : place.substring(0, Math.max(1, place.lastIndexOf('/')));
    return movie
        .monitored(body.getBoolean("monitored", false))
        .profile(body.getInteger("qualityProfileId", movie.profileId()))
        .available(word(body, movie.minimumAvailability()))
        .at(parent, place)
        .tags(ints(body.getJsonArray("tags", new JsonArray())));
  }

  private static String word(JsonObject body, String usual) {
    return body.getValue("minimumAvailability") instanceof String text ? text : usual;
  }

  private static List<Integer> ints(JsonArray array) {
    return array.stream().map(Integer.class::cast).toList();
  }

  private Reply importMany(Call call) {
    var added = new JsonArray();
    for (var one : call.array(MovieRules.shape())) {
      var body = (JsonObject) one;
      var failures = rules.added(body);
      if (failures.stream().anyMatch(failure -> !failure.message().contains("already"))) {
        return Reply.refused(failures);
      }
      if (failures.isEmpty()) {
        added.add(create(body));
      }
    }
    return Reply.ok((Object) added);
  }

  private Reply put(int id, JsonObject body) {
    var failures = rules.profile(body);
    if (!failures.isEmpty()) {
      return Reply.refused(failures);
    }
    return library
        .change(id, movie -> changed(movie, body))
        .map(movie -> Reply.accepted(json.movie(movie)))
        .orElseGet(Reply::missing);
  }

  private Reply edit(JsonObject body) {
    var profile = body.getInteger("qualityProfileId");
    if (profile != null && !state.profiles().has(profile)) {
      return Reply.refused(rules.profile(body));
    }
    var changed = new ArrayList<JsonObject>();
    for (var id : ints(body.getJsonArray("movieIds", new JsonArray()))) {
      library.change(id, movie -> edited(movie, body)).map(json::movie).ifPresent(changed::add);
    }
    return Reply.accepted(Wire.array(changed));
  }

  private static Movie edited(Movie movie, JsonObject body) {
    var root = body.getString("rootFolderPath");
    var moved =
        root == null
            ? movie
            : movie.at(
                MovieRules.trimmed(root), MovieRules.trimmed(root) + "/" + movie.title().folder());
    return moved
        .monitored(body.getBoolean("monitored", movie.monitored()))
        .profile(body.getInteger("qualityProfileId", movie.profileId()))
        .available(word(body, movie.minimumAvailability()))
        .tags(tags(movie.tags(), body));
  }

  private static List<Integer> tags(List<Integer> old, JsonObject body) {
    var given = body.getJsonArray("tags");
    return given == null
        ? old
        : dev.arrway.sandbox.arr.Tags.apply(old, ints(given), body.getValue("applyTags"));
  }

  private Reply removeMany(JsonObject body) {
    ints(body.getJsonArray("movieIds", new JsonArray()))
        .forEach(id -> delete(id, body.getBoolean("addImportExclusion", false)));
    return Reply.ok(new JsonObject());
  }

  private Reply remove(Call call) {
    return delete(call.id(), call.flag("addImportExclusion", false))
        ? Reply.empty(200)
        : Reply.missing();
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private boolean delete(int id, boolean exclude) {
    var movie = library.get(id);
    if (exclude) {
      movie.ifPresent(
          one ->
              state
                  .exclusions()
                  .add(
                      Wire.object(
                          "tmdbId", one.title().id(),
                          "movieTitle", one.title().title(),
                          "movieYear", one.title().year())));
    }
    return library.remove(id);
  }

  private Reply files(Call call) {
    var movieId = call.number("movieId");
    if (movieId.isEmpty()) {
      return Reply.message(400, "movieId or movieFileIds must be provided", null);
    }
    return Reply.ok(library.get(movieId.get()).stream().flatMap(this::fileOf));
  }

  private Stream<JsonObject> fileOf(Movie movie) {
    var file = movie.file();
    return file == null ? Stream.empty() : Stream.of(json.file(movie, file));
  }

  private Stream<Movie> withFile(int fileId) {
    return library.list().stream()
        .filter(
            movie -> {
              var file = movie.file();
              return file != null && file.id() == fileId;
            });
  }

  private Reply file(Call call) {
    return withFile(call.id())
        .flatMap(this::fileOf)
        .findFirst()
        .map(Reply::ok)
        .orElseGet(Reply::missing);
  }

  private Reply removeFile(Call call) {
    var movie = withFile(call.id()).findFirst();
    movie.ifPresent(one -> library.removeFile(one.id()));
    return movie.isPresent() ? Reply.empty(200) : Reply.missing();
  }
}
