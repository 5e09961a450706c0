package dev.arrway.feature.playlists;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields as panels write them: numbers as text, text as numbers, {@code false}, {@code null}
 * or an empty list where there is nothing.
 */
final class XtreamJson {
  private static final int MOST_ID = 40;

  private XtreamJson() {}

  /** The first of these fields that has a text, without blanks around it; empty for none. */
  static String text(JsonNode node, String... fields) {
    for (String field : fields) {
      JsonNode value = node.path(field);
      String text = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The first of these fields that holds a whole number, which may stand before a point. */
  static @Nullable Long number(JsonNode node, String... fields) {
    for (String field : fields) {
      JsonNode value = node.path(field);
      if (value.isBoolean()) {
        return value.booleanValue() ? 1L : 0L;
      }
      Long number = number(text(node, field));
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  /** An id that is safe within a path: digits, letters, minus and underscore; empty for none. */
  static String id(JsonNode node, String... fields) {
    String text = text(node, fields);
    return text.length() <= MOST_ID && text.matches("[A-Za-z0-9_-]+") ? text : "";
  }

  /** A file type, or the one given. */
  static String extension(JsonNode node, String otherwise) {
    String text = text(node, "container_extension");
    return text.matches("[A-Za-z0-9]{1,8}") ? text : otherwise;
  }

  /** The year that a field or a date names, or null. */
  static @Nullable Integer year(JsonNode node) {
    String text = text(node, "year", "releaseDate", "release_date", "releasedate");
    return text.matches("(18|19|20)\\d\\d(\\D.*)?") ? Integer.valueOf(text.substring(0, 4)) : null;
  }

  /** A TMDB id, or null; 0 stands for none. */
  static @Nullable Integer tmdb(JsonNode node) {
    Long id = number(node, "tmdb", "tmdb_id");
    return id == null || id <= 0 || id > Integer.MAX_VALUE ? null : id.intValue();
  }

  private static @Nullable Long number(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    return whole.matches("-?\\d{1,18}") ? Long.valueOf(whole) : null;
  }
}
