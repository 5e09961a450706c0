package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error responses that operations get from their definition. */
class DerivedResponsesTest {
  private static final Set<String> COMPONENTS =
      Set.of(
          "BadRequest",
          "Unauthenticated",
          "Forbidden",
          "NotFound",
          "TooLarge",
          "UnsupportedMediaType",
          "Invalid",
          "LimitExceeded",
          "Unavailable");

  private static JsonObject components(Set<String> names) {
    JsonObject responses = new JsonObject();
    names.forEach(name -> responses.put(name, new JsonObject()));
    return new JsonObject().put("responses", responses);
  }

  private static JsonObject responses(String path, JsonObject operation) {
    JsonObject document =
        new JsonObject()
            .put("paths", new JsonObject().put(path, new JsonObject().put("get", operation)))
            .put("components", components(COMPONENTS));
    DerivedResponses.addTo(document);
    return operation.getJsonObject("responses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /movies      | {}                                            | 200 401 403 429 503
          /movies      | {"security":[]}                               | 200 429 503
          /movies      | {"security":[{"ticketAuth":[]}]}              | 200 401 403 429 503
          /movies/{id} | {}                                            | 200 401 403 404 429 503
          /movies      | {"parameters":[]}                             | 200 401 403 422 429 503
          /movies      | {"requestBody":{}}                            | 200 401 403 422 429 503
          /movies      | {"requestBody":{"required":false}}            | 200 401 403 422 429 503
          /movies      | {"requestBody":{"required":true}}             | 200 400 401 403 413 415 422 429 503
          /movies      | {"requestBody":{},"x-foreign-body":true}      | 200 401 403 429 503
          """)
  void statusesFollowFromTheDefinition(String path, String operation, String statuses) {
    JsonObject definition =
        new JsonObject(operation).put("responses", new JsonObject().put("200", new JsonObject()));
    assertThat(responses(path, definition).fieldNames()).containsExactly(statuses.split(" "));
  }

  @Test
  void derivedResponsesReferToTheirComponents() {
    JsonObject definition = new JsonObject().put("responses", new JsonObject());
    assertThat(responses("/movies", definition).getJsonObject("401"))
        .isEqualTo(new JsonObject().put("$ref", "#/components/responses/Unauthenticated"));
  }

  @Test
  void ownResponseIsKept() {
    JsonObject own = new JsonObject().put("description", "The instance is busy.");
    JsonObject definition =
        new JsonObject().put("responses", new JsonObject().put("503", own.copy()));
    assertThat(responses("/movies", definition).getJsonObject("503")).isEqualTo(own);
  }

  @Test
  void missingComponentIsRefused() {
    JsonObject document =
        new JsonObject()
            .put("paths", new JsonObject())
            .put("components", components(Set.of("LimitExceeded", "Unavailable")));
    assertThatThrownBy(() -> DerivedResponses.addTo(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("No fragment defines '#/components/responses/");
  }
}
