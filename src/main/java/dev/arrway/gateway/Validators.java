package dev.arrway.gateway;

import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonFormatValidator;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import org.jspecify.annotations.Nullable;

/**
 * Makes validators of the contract's schemas, whose references are resolved already. The contract's
 * own repository would do it, too, but each validator keeps a copy of everything in it, all meta
 * schemas of all drafts among that: a hundred kilobytes for each of some hundred validators.
 */
final class Validators {
  private static final JsonFormatValidator FORMATS = Validators::wrongFormat;

  private Validators() {}

  static Validator of(JsonSchema schema) {
    return SchemaRepository.create(
            new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("app://arrway")
                .setOutputFormat(OutputFormat.Basic),
            FORMATS)
        .validator(schema);
  }

  private static @Nullable String wrongFormat(String type, @Nullable String format, Object value) {
    boolean fits = !"int64".equals(format) || value instanceof Integer || value instanceof Long;
    return fits ? null : "is no whole number of 64 bits";
  }
}
