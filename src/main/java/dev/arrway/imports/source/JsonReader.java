package dev.arrway.imports.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.media.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An array of objects, or an object that holds one, as in a list of TMDB. Understood are the fields
 * of Radarr and Sonarr ({@code tmdbId}), of this gateway ({@code tmdb_id}), of Trakt ({@code movie}
 * or {@code show} with {@code ids}) and of TMDB ({@code id} beside {@code release_date}). An
 * element may also be a text as of a line in a text list.
 */
final class JsonReader implements ContentReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public List<Candidate> read(String content) {
    JsonNode array = array(parse(content));
    if (array.size() > MOST_ROWS) {
      throw new UnreadableSource("A list may have " + MOST_ROWS + " rows at most.");
    }
    List<Candidate> rows = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      rows.add(row(i + 1, array.get(i)));
    }
    return rows;
  }

  private static JsonNode parse(String content) {
    try {
      return MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw new UnreadableSource("This is no JSON" + where + ".");
    }
  }

  private static JsonNode array(JsonNode root) {
    if (root.isArray()) {
      return root;
    }
    return StreamSupport.stream(root.spliterator(), false)
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseThrow(() -> new UnreadableSource("This is no JSON array of objects."));
  }

  private static Candidate row(int number, JsonNode element) {
    if (element.isTextual() && !element.asText().isBlank()) {
      return TextReader.row(number, element.asText());
    }
    if (!element.isObject()) {
      return Candidate.unreadable(number, "This element is no object.");
    }
    RowBuilder row = new RowBuilder(number);
    row.kind(text(element, "type", "media_type", "mediaType", "kind"));
    JsonNode inner = element;
    for (String wrapper : List.of("movie", "show", "series")) {
      if (element.path(wrapper).isObject()) {
        inner = element.path(wrapper);
        row.kind(wrapper.equals("movie") ? MediaKind.MOVIE : MediaKind.SERIES);
        row.kind(text(inner, "type", "media_type", "mediaType"));
        break;
      }
    }
    return fill(row, inner).build();
  }

  private static RowBuilder fill(RowBuilder row, JsonNode object) {
    row.title(text(object, "title", "name"))
        .year(text(object, "year", "release_date", "first_air_date", "releaseYear"));
    for (JsonNode ids : List.of(object, object.path("ids"))) {
      row.tmdb(text(ids, "tmdbId", "tmdb_id", "tmdb", "tmdbid"))
          .tvdb(text(ids, "tvdbId", "tvdb_id", "tvdb", "tvdbid"))
          .imdb(text(ids, "imdbId", "imdb_id", "imdb", "imdbid"));
    }
    if (object.has("release_date")) {
      row.kind(MediaKind.MOVIE).tmdb(text(object, "id"));
    } else if (object.has("first_air_date")) {
      row.kind(MediaKind.SERIES).tmdb(text(object, "id"));
    } else if (object.has("media_type")) {
      row.tmdb(text(object, "id"));
    }
    return row;
  }

  private static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.path(name);
      if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
        return value.asText();
      }
    }
    return null;
  }
}
