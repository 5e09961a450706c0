package dev.arrway.feature.imports.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.media.MediaKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An array of objects, or an object that holds some, as in a list of TMDB; every array of an object
 * is read, and one that is called {@code movies} or {@code shows} says what its elements are. The
 * spelling of a field's name does not matter: {@code tmdbId}, {@code tmdb_id} and {@code TMDB ID}
 * are one. Understood are the fields of Radarr and Sonarr, of this gateway, of Trakt ({@code movie}
 * or {@code show} with {@code ids}), of TMDB ({@code id} beside {@code release_date}) and of
 * MDBList ({@code id} beside {@code mediatype}). An element may also be a text as of a line in a
 * text list.
 */
final class JsonReader implements ContentReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How deep an array may lie within objects. */
  private static final int MOST_DEPTH = 4;

  /** Arrays beside a list that describe it and hold no titles. */
  private static final Set<String> OTHER_ARRAYS =
      Set.of(
          "genres",
          "genreids",
          "tags",
          "keywords",
          "countries",
          "languages",
          "networks",
          "productioncompanies",
          "productioncountries",
          "spokenlanguages",
          "cast",
          "crew",
          "people",
          "images",
          "errors",
          "warnings",
          "messages",
          "links");

  private static final Pattern NOT_IN_KEYS = Pattern.compile("[^a-z0-9]");
  private static final String[] TYPE = {"type", "mediatype", "kind"};
  private static final String[] TITLE = {"title", "name", "movietitle", "originaltitle"};
  private static final String[] YEAR = {
    "year", "releaseyear", "releasedate", "firstairdate", "firstaired", "startyear", "released"
  };

  /** An array of a list, and what its name says of its elements. */
  private record Section(JsonNode elements, @Nullable MediaKind kind) {}

  @Override
  public List<Candidate> read(String content, int mostRows) {
    List<Section> sections = new ArrayList<>();
    collect(parse(content), null, 0, sections);
    if (sections.isEmpty()) {
      throw new UnreadableSource(
          "The JSON content must be an array of objects, or an object that contains such an array.");
    }
    int size = sections.stream().mapToInt(section -> section.elements().size()).sum();
    if (size > mostRows) {
      throw UnreadableSource.longerThan(mostRows);
    }
    List<Candidate> rows = new ArrayList<>(size);
    for (Section section : sections) {
      section.elements().forEach(one -> rows.add(row(rows.size() + 1, one, section.kind())));
    }
    return rows;
  }

  private static void collect(
      JsonNode node, @Nullable MediaKind kind, int depth, List<Section> sections) {
    if (node.isArray()) {
      sections.add(new Section(node, kind));
    } else if (depth < MOST_DEPTH) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!OTHER_ARRAYS.contains(key(field.getKey()))) {
          MediaKind named = Kinds.of(field.getKey());
          collect(field.getValue(), named == null ? kind : named, depth + 1, sections);
        }
      }
    }
  }

  private static String key(String name) {
    return NOT_IN_KEYS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private static JsonNode parse(String content) {
    try {
      return MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw new UnreadableSource("This is no JSON" + where + ".");
    }
  }

  private static Candidate row(int number, JsonNode element, @Nullable MediaKind kind) {
    if (element.isTextual() && !element.asText().isBlank()) {
      return TextReader.row(number, element.asText());
    }
    if (!element.isObject()) {
      return Candidate.unreadable(number, "This element is no object.");
    }
    RowBuilder row = new RowBuilder(number);
    Map<String, JsonNode> fields = fields(element);
    row.kind(text(fields, TYPE));
    Map<String, JsonNode> inner = fields;
    for (String wrapper : List.of("movie", "show", "series")) {
      JsonNode wrapped = fields.get(wrapper);
      if (wrapped != null && wrapped.isObject()) {
        inner = fields(wrapped);
        row.kind(wrapper.equals("movie") ? MediaKind.MOVIE : MediaKind.SERIES);
        row.kind(text(inner, TYPE));
        break;
      }
    }
    return fill(row.kind(kind), inner).build();
  }

  /** The fields by their names in small letters and digits alone; the first of two counts. */
  private static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> fields = new HashMap<>();
    object.properties().forEach(field -> fields.putIfAbsent(key(field.getKey()), field.getValue()));
    return fields;
  }

  private static RowBuilder fill(RowBuilder row, Map<String, JsonNode> object) {
    row.title(text(object, TITLE)).year(text(object, YEAR));
    JsonNode ids = object.getOrDefault("ids", MAPPER.nullNode());
    boolean known = false;
    for (Map<String, JsonNode> source : List.of(object, fields(ids))) {
      String tmdb = text(source, "tmdbid", "tmdb");
      known |= tmdb != null;
      row.tmdb(tmdb)
          .tvdb(text(source, "tvdbid", "tvdb"))
          .imdb(text(source, "imdbid", "imdb", "imdbtitleid"));
    }
    boolean movie = object.containsKey("releasedate");
    boolean series = object.containsKey("firstairdate");
    if (movie || series) {
      row.kind(movie ? MediaKind.MOVIE : MediaKind.SERIES);
    }
    String id = text(object, "id");
    if (id != null && id.startsWith("tt")) {
      row.imdb(id);
    } else if (!known && (movie || series || object.containsKey("mediatype"))) {
      row.tmdb(id);
    }
    return row;
  }

  private static @Nullable String text(Map<String, JsonNode> object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null && value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
        return value.asText();
      }
    }
    return null;
  }
}
