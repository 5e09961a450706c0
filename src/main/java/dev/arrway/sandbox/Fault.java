package dev.arrway.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One switch: which requests go wrong, how, and how often.
 *
 * @param path of the request below the URL base, where {@code *} stands for anything; {@code *}
 *     alone for all. One that has a {@code ?} is compared with the query too
 * @param method empty for all
 * @param status for {@link FaultKind#STATUS} and {@link FaultKind#REDIRECT}; 0 for the usual one
 * @param headers sent with it; <code>{now+5}</code> in a value becomes the HTTP date in 5 s
 * @param body for {@link FaultKind#STATUS}, {@link FaultKind#BODY}, {@link FaultKind#WRONG_TYPES}
 * @param location for {@link FaultKind#REDIRECT}
 * @param delayMs time before the fault, or before the real answer for {@link FaultKind#DELAY}
 * @param bytes 0 for the usual size of its kind
 * @param count how many requests it takes; 0 for all
 * @param probability above 0, at most 1; a request that it passes over does not count
 */
public record Fault(
    String path,
    String method,
    FaultKind kind,
    int status,
    Map<String, String> headers,
    String body,
    String location,
    long delayMs,
    long bytes,
    int count,
    double probability) {
  private static final java.util.Set<String> KEYS =
      java.util.Set.of(
          "id",
          "taken",
          "path",
          "method",
          "kind",
          "status",
          "headers",
          "body",
          "location",
          "delayMs",
          "bytes",
          "count",
          "probability");

  /** Refuses values outside of their ranges. */
  public Fault {
    headers = Map.copyOf(headers);
    check(path.equals("*") || path.startsWith("/"), "path", path);
    check(method.matches("[A-Z]*"), "method", method);
    check(status == 0 || (status >= 200 && status <= 599), "status", status);
    check(kind != FaultKind.STATUS || status != 0, "status", status);
    check(kind != FaultKind.REDIRECT || !location.isEmpty(), "location", location);
    check(delayMs >= 0 && delayMs <= 3_600_000, "delayMs", delayMs);
    check(bytes >= 0, "bytes", bytes);
    check(count >= 0, "count", count);
    check(probability > 0 && probability <= 1, "probability", probability);
  }

  /** This kind for every request, for ever. */
  public static Fault of(FaultKind kind) {
    return new Fault("*", "", kind, 0, Map.of(), "", "", 0, 0, 0, 1);
  }

  /** An answer of this status without a body. */
  public static Fault status(int status) {
    return new Fault("*", "", FaultKind.STATUS, status, Map.of(), "", "", 0, 0, 0, 1);
  }

  /** 200 with this JSON text. */
  public static Fault body(String json) {
    return new Fault("*", "", FaultKind.BODY, 0, Map.of(), json, "", 0, 0, 0, 1);
  }

  /** The real answer, late. */
  public static Fault delay(long millis) {
    return of(FaultKind.DELAY).after(millis);
  }

  /** 302 to another address. */
  public static Fault redirect(String location) {
    return new Fault("*", "", FaultKind.REDIRECT, 0, Map.of(), "", location, 0, 0, 0, 1);
  }

  /** Only for paths that match this pattern. */
  public Fault on(String pattern) {
    return new Fault(
        pattern, method, kind, status, headers, body, location, delayMs, bytes, count, probability);
  }

  /** Only for this method. */
  public Fault method(String value) {
    return new Fault(
        path, value, kind, status, headers, body, location, delayMs, bytes, count, probability);
  }

  /** With one more header. */
  public Fault header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Fault(
        path, method, kind, status, more, body, location, delayMs, bytes, count, probability);
  }

  /** With this body. */
  public Fault text(String value) {
    return new Fault(
        path, method, kind, status, headers, value, location, delayMs, bytes, count, probability);
  }

  /** Late by this time. */
  public Fault after(long millis) {
    return new Fault(
        path, method, kind, status, headers, body, location, millis, bytes, count, probability);
  }

  /** Of this size. */
  public Fault sized(long value) {
    return new Fault(
        path, method, kind, status, headers, body, location, delayMs, value, count, probability);
  }

  /** Only for so many requests. */
  public Fault times(int value) {
    return new Fault(
        path, method, kind, status, headers, body, location, delayMs, bytes, value, probability);
  }

  /** Only for this part of the requests. */
  public Fault chance(double value) {
    return new Fault(
        path, method, kind, status, headers, body, location, delayMs, bytes, count, value);
  }

  /** The size to send. */
  long size() {
    return bytes == 0 ? kind.defaultBytes() : bytes;
  }

  boolean matches(String requestMethod, String requestPath, @Nullable String query) {
    String asked = path.indexOf('?') < 0 ? requestPath : requestPath + "?" + query;
    return (method.isEmpty() || method.equals(requestMethod))
        && (path.equals("*") || glob(path, asked));
  }

  private static boolean glob(String pattern, String text) {
    var parts = pattern.split("\\*", -1);
    if (!text.startsWith(parts[0])) {
      return false;
    }
    var at = parts[0].length();
    for (var i = 1; i < parts.length - 1; i++) {
      var found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    var tail = parts[parts.length - 1];
    return parts.length == 1
        ? at == text.length()
        : text.length() - at >= tail.length() && text.endsWith(tail);
  }

  /**
   * Reads the JSON form; only {@code kind} is needed.
   *
   * @throws IllegalArgumentException for an unknown key, kind or value
   */
  public static Fault of(JsonObject json) {
    for (var key : json.fieldNames()) {
      check(KEYS.contains(key), "key", key);
    }
    try {
      var headers = new LinkedHashMap<String, String>();
      json.getJsonObject("headers", new JsonObject())
          .forEach(entry -> headers.put(entry.getKey(), String.valueOf(entry.getValue())));
      return new Fault(
          json.getString("path", "*"),
          json.getString("method", ""),
          FaultKind.of(Objects.requireNonNullElse(json.getString("kind"), "")),
          json.getInteger("status", 0),
          headers,
          json.getString("body", ""),
          json.getString("location", ""),
          json.getLong("delayMs", 0L),
          json.getLong("bytes", 0L),
          json.getInteger("count", 0),
          json.getDouble("probability", 1.0));
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("fault: a value has the wrong type", e);
    }
  }

  /** The JSON form, without what has its usual value. */
  public JsonObject json() {
    var json = new JsonObject().put("kind", kind.label()).put("path", path);
    putUnless(json, "method", method, "");
    putUnless(json, "status", status, 0);
    if (!headers.isEmpty()) {
      var values = new JsonObject();
      headers.forEach(values::put);
      json.put("headers", values);
    }
    putUnless(json, "body", body, "");
    putUnless(json, "location", location, "");
    putUnless(json, "delayMs", delayMs, 0L);
    putUnless(json, "bytes", bytes, 0L);
    putUnless(json, "count", count, 0);
    putUnless(json, "probability", probability, 1.0);
    return json;
  }

  private static void putUnless(JsonObject json, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      json.put(key, value);
    }
  }

  private static void check(boolean holds, String key, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("fault " + key + ": " + value + " is not allowed");
    }
  }
}
