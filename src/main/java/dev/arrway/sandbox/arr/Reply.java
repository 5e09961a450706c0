package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is written.
 *
 * @param body a JsonObject, a JsonArray, or null for none
 * @param rows when present, an array that is written row by row in place of the body
 */
public record Reply(
    int status, String type, @Nullable Object body, @Nullable Iterator<JsonObject> rows) {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String PROBLEM = "application/problem+json; charset=utf-8";

  /** 200 with an object or array. */
  public static Reply ok(Object body) {
    return new Reply(200, JSON, body, null);
  }

  /** 200 with an array of these. */
  public static Reply ok(Stream<JsonObject> items) {
    return ok((Object) Wire.array(items.toList()));
  }

  /** 200 with a long array, written as it is read. */
  public static Reply streamed(Iterator<JsonObject> rows) {
    return new Reply(200, JSON, null, rows);
  }

  /** 201: something was created. */
  public static Reply created(Object body) {
    return new Reply(201, JSON, body, null);
  }

  /** 202: something was changed. */
  public static Reply accepted(Object body) {
    return new Reply(202, JSON, body, null);
  }

  /** A status without a body. */
  public static Reply empty(int status) {
    return new Reply(status, "", null, null);
  }

  /** 400 with the array that failed validation gives. */
  public static Reply refused(List<Failure> failures) {
    var all = new JsonArray();
    failures.forEach(failure -> all.add(failure.json()));
    return new Reply(400, JSON, all, null);
  }

  /** The object that other errors give. */
  public static Reply message(int status, String message, @Nullable String description) {
    var body = new JsonObject().put("message", message);
    if (description != null) {
      body.put("description", description);
    }
    return new Reply(status, JSON, body, null);
  }

  /** 404 as the web framework words it, for an id that does not exist. */
  public static Reply missing() {
    return problem(404, "Not Found", "6.5.4", null);
  }

  /** 400 as the web framework words it, for JSON that does not fit its type. */
  public static Reply unbound(String property, String message) {
    return problem(
        400,
        "One or more validation errors occurred.",
        "6.5.1",
        new JsonObject().put(property, new JsonArray().add(message)));
  }

  private static Reply problem(
      int status, String title, String section, @Nullable JsonObject errors) {
    var body =
        new JsonObject()
            .put("type", "https://tools.ietf.org/html/rfc7231#section-" + section)
            .put("title", title)
            .put("status", status)
            .put("traceId", "00-00000000000000000000000000000001-0000000000000001-00");
    if (errors != null) {
      body.put("errors", errors);
    }
    return new Reply(status, PROBLEM, body, null);
  }
}
