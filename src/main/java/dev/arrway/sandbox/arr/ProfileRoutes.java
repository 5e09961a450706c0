package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Quality profiles, and what they are made of: definitions of qualities, and languages. */
final class ProfileRoutes {
  private static final String PATH = "/qualityprofile";

  private final ArrState state;
  private final IntPredicate used;

  ProfileRoutes(ArrState state, IntPredicate used) {
    this.state = state;
    this.used = used;
  }

  void mount(Routes routes) {
    var profiles = state.profiles();
    Crud.read(routes, PATH, profiles);
    Crud.read(routes, "/qualitydefinition", state.definitions());
    routes
        .on("GET", "/language", call -> Reply.ok(Languages.all()))
        .on("GET", PATH + "/schema", call -> Reply.ok(schema()))
        .on("POST", PATH, call -> saved(call, 0, body -> Reply.created(profiles.add(body))))
        .on(
            "PUT",
            PATH + "/{id}",
            call ->
                saved(
                    call,
                    call.id(),
                    body ->
                        profiles
                            .change(call.id(), old -> body)
                            .map(Reply::accepted)
                            .orElseGet(Reply::missing)))
        .on("DELETE", PATH + "/{id}", call -> delete(call.id()));
  }

  private JsonObject schema() {
    return Profiles.make(
        state.vendor(),
        "",
        quality -> false,
        state.vendor().qualities().get(0).id(),
        state.formats());
  }

  private Reply saved(Call call, int id, Function<JsonObject, Reply> save) {
    var body = call.object(ProfileRules.shape());
    var formats = state.formats().list().stream().map(one -> one.getInteger("id")).toList();
    var failures = ProfileRules.check(body, state.vendor(), formats);
    if (!failures.isEmpty()) {
      return Reply.refused(failures);
    }
    var name = body.getString("name");
    var taken =
        state
            .profiles()
            .where(one -> one.getInteger("id") != id && name.equals(one.getString("name")))
            .findFirst();
    return taken
        .map(
            other ->
                Reply.message(
                    409, "constraint failed\nUNIQUE constraint failed: QualityProfiles.Name", null))
        .orElseGet(() -> save.apply(body));
  }

  private Reply delete(int id) {
    var found = state.profiles().get(id);
    if (found.isEmpty()) {
      return Reply.missing();
    }
    if (used.test(id)) {
      return Reply.message(
          500, "QualityProfile [" + found.get().getString("name") + "] is in use.", null);
    }
    state.profiles().remove(id);
    return Reply.empty(200);
  }
}
