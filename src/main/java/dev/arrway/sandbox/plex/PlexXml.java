package dev.arrway.sandbox.plex;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What Plex sends to whoever does not ask for JSON: scalars become attributes, lists elements. */
final class PlexXml {
  private PlexXml() {}

  static String of(JsonObject answer) {
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    answer.forEach(one -> element(xml, one.getKey(), (JsonObject) one.getValue()));
    return xml.toString();
  }

  private static void element(StringBuilder xml, String name, JsonObject value) {
    xml.append('<').append(name);
    value.forEach(
        one -> {
          if (!(one.getValue() instanceof JsonArray) && !(one.getValue() instanceof JsonObject)) {
            xml.append(' ').append(one.getKey()).append("=\"");
            xml.append(escaped(text(one.getValue()))).append('"');
          }
        });
    xml.append('>');
    value.forEach(
        one -> {
          if (one.getValue() instanceof JsonArray many) {
            many.forEach(each -> element(xml, one.getKey(), (JsonObject) each));
          } else if (one.getValue() instanceof JsonObject inner) {
            element(xml, one.getKey(), inner);
          }
        });
    xml.append("</").append(name).append(">\n");
  }

  private static String text(Object value) {
    return value instanceof Boolean yes ? (yes ? "1" : "0") : value.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
