package dev.arrway.sandbox.sabnzbd;

import io.vertx.core.MultiMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came with a request; what is absent is empty.
 *
 * @param upload the file, if any
 */
record SabnzbdArguments(MultiMap params, SabnzbdApp.@Nullable Upload upload) {
  String get(String name) {
    return Objects.requireNonNullElse(params.get(name), "");
  }

  int number(String name, int otherwise) {
    return get(name).matches("-?\\d{1,8}") ? Integer.parseInt(get(name)) : otherwise;
  }
}
