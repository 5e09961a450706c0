package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.protocol.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "integer | minimum          | 1 | 0      | must be at least 1",
        "integer | maximum          | 5 | 9      | must be at most 5",
        "integer | exclusiveMinimum | 3 | 3      | must be more than 3",
        "integer | exclusiveMaximum | 3 | 3      | must be less than 3",
        "string  | minLength        | 3 | \"ab\"   | must have at least 3 characters",
        "string  | maxLength        | 3 | \"abcd\" | must have at most 3 characters",
        "array   | minItems         | 1 | []     | must have at least 1 entries",
        "array   | maxItems         | 1 | [1, 2] | must have at most 1 entries",
      })
  void boundsAreNamed(String type, String keyword, int bound, String given, String message) {
    JsonObject field = new JsonObject().put("type", type).put(keyword, bound);
    Object value = new JsonArray("[" + given + "]").getValue(0);
    assertThat(check(field, value)).isEqualTo(message);
    JsonObject body =
        new JsonObject()
            .put("type", "object")
            .put("properties", new JsonObject().put("field", field));
    assertThat(check(body, new JsonObject().put("field", value))).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, false", "9223372036854775808, true"})
  void moreThanSixtyFourBitsAreTooMany(BigInteger number, boolean tooMany) {
    JsonObject field = new JsonObject().put("type", "integer").put("format", "int64");
    Object value = number.bitLength() < 64 ? (Object) number.longValueExact() : number;
    JsonSchema schema = JsonSchema.of(field);
    assertThat(new SchemaCheck(Validators.of(schema), schema).check("id", value).isEmpty())
        .isEqualTo(!tooMany);
  }

  @Test
  void ofThousandsOfUnknownNamesSomeAreTold() {
    JsonObject closed =
        new JsonObject()
            .put("type", "object")
            .put("properties", new JsonObject())
            .put("additionalProperties", false);
    JsonObject value = new JsonObject();
    for (int i = 0; i < 5_000; i++) {
      value.put("name" + i, i);
    }
    JsonSchema schema = JsonSchema.of(closed);
    assertThat(new SchemaCheck(Validators.of(schema), schema).check("", value))
        .hasSize(SchemaCheck.MOST_ERRORS)
        .allMatch(error -> error.message().equals("is not known here"));
  }

  private static String check(JsonObject schema, Object value) {
    JsonSchema made = JsonSchema.of(schema);
    return new SchemaCheck(Validators.of(made), made)
        .check("", value).stream().map(FieldError::message).findFirst().orElse("");
  }
}
