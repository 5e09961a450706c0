package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merging contract fragments, and the mistakes in them that are refused. */
class ContractMergerTest {
  private static final String MOVIE = "{components: {schemas: {Movie: {type: object}}}}";
  private static final String USES_MOVIE =
      "{paths: {/movies: {get: {schema: {$ref: '#/components/schemas/Movie'}}}}}";

  private static FragmentContent fragment(String name, int tier, String yaml) {
    try {
      return FragmentContent.parse(
          new ContractFragment(name, tier),
          new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject merge(FragmentContent... contents) {
    return ContractMerger.merge(List.of(contents), Map.of());
  }

  @Test
  void partsAreCollectedInTheOrderOfTheFragments() {
    JsonObject merged =
        merge(
            fragment("shows", 1, "{tags: [{name: shows}], paths: {/shows: {get: {}}}}"),
            fragment("movies", 1, "{paths: {/movies: {get: {}}}, tags: [{name: movies}]}"),
            fragment("common", 0, "{paths: {/shows: {post: {}}}, openapi: 3.1.0}"));
    assertThat(merged.fieldNames()).containsExactly("openapi", "tags", "paths", "components");
    assertThat(merged.getJsonArray("tags"))
        .isEqualTo(new JsonArray("[{\"name\":\"shows\"},{\"name\":\"movies\"}]"));
    assertThat(merged.getJsonObject("paths").fieldNames()).containsExactly("/shows", "/movies");
    assertThat(merged.getJsonObject("paths").getJsonObject("/shows").fieldNames())
        .containsExactly("get", "post");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {info: {}}                               | info
          {tags: [{name: movies}]}                 | tags.movies
          {paths: {/movies: {get: {}}}}            | paths./movies.get
          {components: {schemas: {Movie: {}}}}     | components.schemas.Movie
          {components: {parameters: {MovieId: {}}}}| components.parameters.MovieId
          """)
  void whatTwoFragmentsDefineIsRefused(String yaml, String key) {
    assertThatThrownBy(() -> merge(fragment("movies", 2, yaml), fragment("shows", 1, yaml)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("movies.yaml and shows.yaml both define '" + key + "'");
  }

  @Test
  void whatOneFileDefinesTwiceIsRefused() {
    List<ContractFragment> fragments = List.of(new ContractFragment("twice", 1));
    assertThatThrownBy(() -> FragmentContent.readAll(fragments))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("/openapi/twice.yaml cannot be read: Duplicate field 'Movie'");
  }

  @Test
  void missingFileIsNamed() {
    List<ContractFragment> fragments = List.of(new ContractFragment("absent", 1));
    assertThatThrownBy(() -> FragmentContent.readAll(fragments))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("/openapi/absent.yaml cannot be read: not on the class path");
  }

  @Test
  void unknownMemberIsRefused() {
    assertThatThrownBy(() -> merge(fragment("movies", 1, "{path: {}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("movies.yaml has the unknown member 'path'; known are [openapi,");
  }

  @Test
  void referencesToLowerTiersAreAllowed() {
    JsonObject merged = merge(fragment("shows", 2, USES_MOVIE), fragment("movies", 1, MOVIE));
    assertThat(merged.getJsonObject("paths").fieldNames()).containsExactly("/movies");
  }

  @Test
  void referencesWithinTheFragmentAreAllowed() {
    String yaml =
        "{components: {schemas: {Movie: {}, Movies: {items: {$ref: '#/components/schemas/Movie'}}}}}";
    assertThat(merge(fragment("movies", 1, yaml)).getJsonObject("components"))
        .isEqualTo(fragment("movies", 1, yaml).document().getJsonObject("components"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void referencesToTheSameOrHigherTierAreRefused(int tier) {
    assertThatThrownBy(
            () -> merge(fragment("shows", 1, USES_MOVIE), fragment("films", tier, MOVIE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "shows.yaml at 'paths./movies.get.schema.$ref' refers to '#/components/schemas/Movie'"
                + " of films.yaml, whose tier "
                + tier
                + " is not below 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#/components/schemas/Film", "movies.yaml#/components/schemas/Movie", "Movie"})
  void referencesToNothingAreRefused(String reference) {
    String yaml = "{components: {schemas: {Movies: {items: [{$ref: '" + reference + "'}]}}}}";
    assertThatThrownBy(() -> merge(fragment("common", 0, MOVIE), fragment("movies", 1, yaml)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "movies.yaml at 'components.schemas.Movies.items.$ref' refers to '"
                + reference
                + "', which no fragment defines");
  }

  @Test
  void placeholdersBecomeValuesAndTexts() {
    String yaml =
        "{info: {enum: '${kinds}', description: 'One of ${kinds}.', examples: ['${limit}', '$5']}}";
    JsonObject info =
        ContractMerger.merge(
                List.of(fragment("movies", 1, yaml)),
                Map.of("kinds", List.of("arr", "list", "indexer"), "limit", 3))
            .getJsonObject("info");
    assertThat(info)
        .isEqualTo(
            new JsonObject()
                .put("enum", List.of("arr", "list", "indexer"))
                .put("description", "One of `arr`, `list` or `indexer`.")
                .put("examples", new JsonArray().add(3).add("$5")));
  }

  @Test
  void unknownPlaceholderIsRefused() {
    List<FragmentContent> contents = List.of(fragment("movies", 1, "{info: {title: '${typ}'}}"));
    assertThatThrownBy(() -> ContractMerger.merge(contents, Map.of("type", "a", "kind", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "movies.yaml at 'info.title' uses the unknown placeholder 'typ'; known are [kind,"
                + " type]");
  }
}
