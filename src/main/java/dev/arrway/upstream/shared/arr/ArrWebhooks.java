package dev.arrway.upstream.shared.arr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The registration of a webhook ('Connect'). What there is to set is asked of the server: builds
 * differ in the occasions that they know. An occasion is on where {@code supportsOn…} is true, or,
 * in builds without such properties, always.
 */
public final class ArrWebhooks {
  private static final String PATH = "/notification";
  private static final String IMPLEMENTATION = "Webhook";
  private static final int POST = 1;

  private final ArrApi api;
  private final ArrEdits edits;

  /** With the way to the server. */
  public ArrWebhooks(ArrApi api, ArrEdits edits) {
    this.api = api;
    this.edits = edits;
  }

  /** See {@link dev.arrway.kind.arr.ArrEditor#webhook}. */
  public Future<ArrReply.WebhookIs> put(ArrCommand.PutWebhook command, Ask ask) {
    return list(PATH, "notification.list", ask)
        .compose(
            all -> {
              Optional<ObjectNode> ours = ours(all, command);
              return ours.isPresent()
                  ? Future.succeededFuture(ours.get())
                  : list(PATH + "/schema", "notification.schema", ask).map(ArrWebhooks::template);
            })
        .compose(document -> send(filled(document, command), ask));
  }

  private Future<List<ObjectNode>> list(String path, String operation, Ask ask) {
    return api.send(api.get(operation, path, ask))
        .map(WireJson::readTree)
        .map(
            tree ->
                StreamSupport.stream(tree.spliterator(), false)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .filter(one -> one.path("implementation").asText().equals(IMPLEMENTATION))
                    .toList());
  }

  /** An id that was given to something else meanwhile is not ours. */
  private static Optional<ObjectNode> ours(List<ObjectNode> all, ArrCommand.PutWebhook command) {
    Long known = command.known();
    return all.stream()
        .filter(
            one ->
                url(one).startsWith(command.prefix())
                    || (known != null
                        && one.path("id").asLong() == known
                        && url(one).contains("/webhooks/")))
        .findFirst();
  }

  private static String url(JsonNode document) {
    for (JsonNode field : document.path("fields")) {
      if (field.path("name").asText().equals("url")) {
        return field.path("value").asText();
      }
    }
    return "";
  }

  private static ObjectNode template(List<ObjectNode> schemas) {
    return schemas.stream()
        .findFirst()
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureCode.NOT_SUPPORTED, "The instance does not know webhooks."));
  }

  private static ObjectNode filled(ObjectNode document, ArrCommand.PutWebhook command) {
    ObjectNode filled = document.deepCopy();
    filled.remove(List.of("presets", "message"));
    filled.put("name", command.name());
    for (String occasion : occasions(document)) {
      filled.put(occasion, true);
    }
    filled.put("includeHealthWarnings", true);
    set(filled, "url", JsonNodeFactory.instance.textNode(command.prefix() + command.secret()));
    set(filled, "method", JsonNodeFactory.instance.numberNode(POST));
    return filled;
  }

  private static List<String> occasions(ObjectNode document) {
    List<String> all = new ArrayList<>();
    document
        .fieldNames()
        .forEachRemaining(
            name -> {
              String supports =
                  "supports" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
              if (name.matches("on[A-Z].*") && document.path(supports).asBoolean(true)) {
                all.add(name);
              }
            });
    return all;
  }

  private static void set(ObjectNode document, String name, JsonNode value) {
    ArrayNode fields = document.withArray("fields");
    for (JsonNode field : fields) {
      if (field.path("name").asText().equals(name) && field instanceof ObjectNode one) {
        one.set("value", value);
        return;
      }
    }
    fields.addObject().put("name", name).set("value", value);
  }

  private Future<ArrReply.WebhookIs> send(ObjectNode document, Ask ask) {
    long id = document.path("id").asLong();
    CallBuilder call =
        id > 0
            ? api.put("notification.update", PATH + "/" + id, ask)
            : api.post("notification.create", PATH, ask);
    return edits
        .send(call.body(HttpBody.json(document)))
        .map(WireJson::readTree)
        .map(
            saved ->
                new ArrReply.WebhookIs(
                    ArrValues.required(ArrValues.positive(saved.path("id").asLong()), "id"),
                    occasions(document)));
  }
}
