package dev.arrway.upstream.sabnzbd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.Param;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import java.util.List;

/**
 * SABnzbd's one address. It stands below the root of every version, and below the URL base besides,
 * which was {@code /sabnzbd} by default before 4.4; a URL that names it already is taken as it is.
 * The key goes into the query since older versions look nowhere else.
 */
final class SabnzbdApi {
  private static final String API = "/api";

  private final HttpExchange http;
  private final Secret key;
  private final String path;

  /**
   * The API of one instance.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} when the instance has no API key
   */
  SabnzbdApi(HttpExchange http, InstanceSpec spec) {
    if (!(spec.credentials() instanceof Credentials.ApiKey apiKey)) {
      throw Failure.invalid("api_key", "is needed for this type of instance").asException();
    }
    this.http = http;
    this.key = apiKey.key();
    String base = spec.url().getRawPath();
    this.path = base != null && base.replaceAll("/+$", "").endsWith(API) ? "" : API;
  }

  /** Begins a question. */
  CallBuilder read(String operation, String mode, Ask ask) {
    return common(HttpCall.get(operation, path), mode, ask);
  }

  /**
   * Begins a change: a POST, so that nobody on the way sends it twice. Its server wants a POST to
   * have a body.
   */
  CallBuilder change(String operation, String mode, Ask ask) {
    return common(HttpCall.post(operation, path), mode, ask)
        .body(HttpBody.form(List.of(new Param("output", "json"))));
  }

  private CallBuilder common(CallBuilder call, String mode, Ask ask) {
    return ask.applyTo(call)
        .expect(Expect.UNTYPED_JSON)
        .limits(CallLimits.LONG_LIST)
        .accept(SabnzbdRefusal.DENIED)
        .query("mode", mode)
        .query("output", "json")
        .query("apikey", key);
  }

  /** Sends a call; fails when the answer says so in any of SABnzbd's ways. */
  Future<JsonNode> tree(CallBuilder call) {
    return http.send(call.build()).map(SabnzbdApi::checked);
  }

  /** The same for an answer of a known shape. */
  <T> Future<T> one(CallBuilder call, Class<T> type) {
    return tree(call).map(tree -> WireJson.convert(tree, type));
  }

  private static JsonNode checked(HttpAnswer answer) {
    String text = answer.body().toString().strip();
    if (answer.status() == SabnzbdRefusal.DENIED || SabnzbdRefusal.denies(text)) {
      throw SabnzbdRefusal.denied(text);
    }
    JsonNode tree = WireJson.readTree(answer);
    JsonNode error = tree.path("error");
    if (error.isTextual() && !tree.path("status").asBoolean(false)) {
      throw SabnzbdRefusal.denies(error.asText())
          ? SabnzbdRefusal.denied(error.asText())
          : SabnzbdRefusal.refused(error.asText());
    }
    return tree;
  }
}
