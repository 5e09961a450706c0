package dev.arrway.sandbox.sabnzbd;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a simulated SABnzbd does in each mode. */
final class SabnzbdModes {
  private static final int DEFAULT_PRIORITY = -100;

  private final SabnzbdState state;
  private final String version;
  private final SabnzbdJson json;

  SabnzbdModes(SabnzbdState state, String version) {
    this.state = state;
    this.version = version;
    this.json = new SabnzbdJson(version);
  }

  JsonObject answer(String mode, SabnzbdArguments args) {
    return switch (mode) {
      case "version" -> new JsonObject().put("version", version);
      case "auth" -> new JsonObject().put("auth", "apikey");
      case "queue" -> queue(args);
      case "history" -> history(args);
      case "addurl" -> addUrl(args);
      case "addfile" -> addFile(args);
      case "retry" ->
          state
              .retry(args.get("value"))
              .map(id -> ok().put("nzo_id", id))
              .orElseGet(() -> error("item does not exist"));
      case "cancel_pp" ->
          state.abort(args.get("value"))
              ? ok().put("nzo_ids", new JsonArray().add(args.get("value")))
              : error("item does not exist");
      case "change_cat" -> ok(state.category(args.get("value"), args.get("value2")));
      case "pause", "resume" -> {
        state.pauseAll(mode.equals("pause"));
        yield ok();
      }
      case "get_cats" -> new JsonObject().put("categories", new JsonArray(state.categories()));
      case "get_config" -> json.config(args.get("section"), state.categories());
      case "set_config" -> setConfig(args);
      default -> unknownMode();
    };
  }

  /** Returns the words in which SABnzbd itself refuses a mode that it does not know. */
  private static JsonObject unknownMode() {
    return error("not implemented");
  }

  private static JsonObject ok() {
    return ok(true);
  }

  private static JsonObject ok(boolean status) {
    return new JsonObject().put("status", status);
  }

  private static JsonObject error(String text) {
    return ok(false).put("error", text);
  }

  /** Pausing and resuming say yes to any id. */
  private JsonObject queue(SabnzbdArguments args) {
    var value = args.get("value");
    var ids = SabnzbdState.ids(value);
    return switch (args.get("name")) {
      case "" -> state.read(view -> json.queue(view, args));
      case "pause", "resume" -> {
        state.pause(ids, args.get("name").equals("pause"));
        yield value.isEmpty() ? error("expects one parameter") : ids(true, ids);
      }
      case "delete" -> {
        var removed = state.remove(value.equals("all") ? state.queued() : ids);
        yield ids(!removed.isEmpty(), removed);
      }
      case "priority" ->
          new JsonObject().put("position", state.priority(value, args.number("value2", 0)));
      default -> unknownMode();
    };
  }

  private static JsonObject ids(boolean status, List<String> ids) {
    return ok(status).put("nzo_ids", new JsonArray(ids));
  }

  private JsonObject history(SabnzbdArguments args) {
    var value = args.get("value");
    return switch (args.get("name")) {
      case "" -> state.read(view -> json.history(view, args));
      case "delete" -> {
        state.forget(value.equals("all") ? state.past() : SabnzbdState.ids(value));
        yield value.isEmpty() ? error("expects one parameter") : ok();
      }
      default -> unknownMode();
    };
  }

  private JsonObject addUrl(SabnzbdArguments args) {
    if (args.get("name").isEmpty()) {
      return error("expects one parameter");
    }
    var priority = args.number("priority", DEFAULT_PRIORITY);
    var id =
        state.grab(args.get("name"), name(args), args.get("cat"), rank(priority), paused(priority));
    return ids(true, List.of(id));
  }

  private JsonObject addFile(SabnzbdArguments args) {
    var upload = args.upload();
    if (upload == null) {
      return error("expects one parameter");
    }
    OptionalLong size = NzbFiles.size(upload.bytes());
    if (size.isEmpty()) {
      return ids(false, List.of());
    }
    var given = name(args);
    var name = given == null ? upload.name().replaceFirst("(?i)\\.nzb$", "") : given;
    var priority = args.number("priority", DEFAULT_PRIORITY);
    var id = state.add(name, args.get("cat"), rank(priority), paused(priority), size.getAsLong());
    return ids(true, List.of(id));
  }

  /** What follows a slash, or stands in double braces, is a password. */
  private static @Nullable String name(SabnzbdArguments args) {
    var name = args.get("nzbname").replaceFirst("(?<=.)(\\{\\{|/).*$", "").strip();
    return name.isEmpty() ? null : name.replaceAll("[:\"]", "_");
  }

  private static int rank(int priority) {
    return priority == DEFAULT_PRIORITY || paused(priority) ? 0 : priority;
  }

  private static boolean paused(int priority) {
    return priority == SabnzbdState.PAUSED_PRIORITY;
  }

  private JsonObject setConfig(SabnzbdArguments args) {
    var name = args.get("keyword").isEmpty() ? args.get("name") : args.get("keyword");
    if (!args.get("section").equals("categories") || name.isEmpty()) {
      return unknownMode();
    }
    state.addCategory(name);
    return json.config("categories", List.of(name));
  }
}
