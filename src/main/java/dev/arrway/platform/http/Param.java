package dev.arrway.platform.http;

import java.util.Objects;

/** A name and a value: of a query, a form or a header. Its text never shows the value. */
public record Param(String name, String value) {
  public Param {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value of " + name);
  }

  @Override
  public String toString() {
    return name + "=…";
  }
}
