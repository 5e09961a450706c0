package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a failed validation. */
public record Failure(String property, String message, @Nullable Object attempted) {
  /** One failure as a list. */
  public static List<Failure> of(String property, String message, @Nullable Object attempted) {
    return List.of(new Failure(property, message, attempted));
  }

  JsonObject json() {
    return Wire.object(
        "propertyName", property,
        "errorMessage", message,
        "attemptedValue", attempted,
        "severity", "error");
  }
}
