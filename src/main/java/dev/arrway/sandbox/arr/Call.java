package dev.arrway.sandbox.arr;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** A request to a simulated server, read and typed. */
public final class Call {
  private final MultiMap params;
  private final Buffer body;
  private final int id;

  Call(MultiMap params, Buffer body, int id) {
    this.params = params;
    this.body = body;
    this.id = id;
  }

  /** The number in the path. */
  public int id() {
    return id;
  }

  /** A query parameter, by its name in any case. */
  public Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name)).filter(value -> !value.isEmpty());
  }

  /** A whole number from the query; another text ends the request with 400. */
  public Optional<Integer> number(String name) {
    return param(name)
        .map(
            text -> {
              try {
                return Integer.valueOf(text.strip());
              } catch (NumberFormatException e) {
                throw notValid(name, text);
              }
            });
  }

  /** True or false from the query; another text ends the request with 400. */
  public boolean flag(String name, boolean usual) {
    return param(name)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw notValid(name, text);
                })
        .orElse(usual);
  }

  /** An ISO date from the query; another text ends the request with 400. */
  public Optional<Instant> instant(String name) {
    return param(name)
        .map(
            text -> {
              try {
                return text.length() == 10
                    ? Instant.parse(text + "T00:00:00Z")
                    : OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeParseException e) {
                throw notValid(name, text);
              }
            });
  }

  private static Unbound notValid(String name, String text) {
    return new Unbound(name, "The value '" + text + "' is not valid.");
  }

  /** The body as an object of this shape, or the request ends with 400. */
  public JsonObject object(Shape shape) {
    if (json() instanceof JsonObject object) {
      shape.check(object);
      return object;
    }
    throw new Unbound("$", "The JSON value could not be converted to an object.");
  }

  /** The body as an array of objects of this shape, or the request ends with 400. */
  public JsonArray array(Shape shape) {
    if (json() instanceof JsonArray array) {
      new Shape().objectArrays("body").check(new JsonObject().put("body", array));
      array.forEach(one -> shape.check((JsonObject) one));
      return array;
    }
    throw new Unbound("$", "The JSON value could not be converted to an array.");
  }

  private Object json() {
    if (body.length() == 0) {
      throw new Unbound("", "A non-empty request body is required.");
    }
    try {
      return java.util.Objects.requireNonNullElse(Json.decodeValue(body), "");
    } catch (DecodeException e) {
      throw new Unbound("$", "The input is not valid JSON.");
    }
  }
}
