package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A quality that files and profiles name.
 *
 * @param resolution lines, 0 when unknown
 * @param modifier Radarr's only
 */
public record Quality(
    int id, String name, String source, int resolution, @Nullable String modifier) {
  /** The quality itself. */
  public JsonObject json() {
    return Wire.object(
        "id", id, "name", name, "source", source, "resolution", resolution, "modifier", modifier);
  }

  /** The quality with its revision, as files have it. */
  public JsonObject model() {
    return Wire.object(
        "quality", json(), "revision", Wire.object("version", 1, "real", 0, "isRepack", false));
  }

  /** What a release of this quality says in its name. */
  public String tag() {
    return name.replace("WEBDL", "WEB-DL").replace('-', '.').replace(' ', '.');
  }
}
