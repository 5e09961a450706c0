package dev.arrway.feature.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.drift.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance held at one moment.
 *
 * @param version the version that ran
 * @param status what it said of itself, null for kinds that say nothing
 * @param documents its objects, as it sent them
 * @param facts for kinds without such objects, what else is known, by path
 * @param counts objects by section, such as {@code quality_profiles} to 6
 */
record SeenState(
    String version,
    @Nullable SystemStatus status,
    Map<ArrObject, List<Map<String, Object>>> documents,
    Map<String, String> facts,
    Map<String, Integer> counts) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  /** By what it means. */
  State state() {
    Map<String, Object> more = new TreeMap<>(facts);
    more.put("version", version);
    SystemStatus known = status;
    if (known != null) {
      put(more, "instance_name", known.instanceName());
      put(more, "branch", known.branch());
      put(more, "authentication", known.authentication());
      put(more, "url_base", known.urlBase());
      put(more, "database_type", known.databaseType());
    }
    return State.of(documents, more);
  }

  private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put("system_status." + name, value);
    }
  }

  String json() {
    return write(this);
  }

  static SeenState read(String json) {
    return read(json, SeenState.class);
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state cannot be read", e);
    }
  }

  /** A document that an instance sent. */
  static Map<String, Object> document(String json) {
    try {
      return JSON.readValue(
          json, new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document cannot be read", e);
    }
  }

  /** As JSON, with keys in order. */
  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a state cannot be written", e);
    }
  }

  /** Of a text. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
