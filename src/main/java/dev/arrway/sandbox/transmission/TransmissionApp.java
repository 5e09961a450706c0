package dev.arrway.sandbox.transmission;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The HTTP side of a simulated Transmission, which refuses in the order of the real one: too many
 * failed logins, the caller's address, the credentials, the path, the host name, the session id.
 */
final class TransmissionApp implements SandboxApp {
  private static final String WEB = "/transmission/web/";

  private final SandboxSettings settings;
  private final TransmissionState state;
  private final TransmissionMethods methods;
  private final String path;

  TransmissionApp(SandboxSettings settings, TransmissionState state, TransmissionMethods methods) {
    this.settings = settings;
    this.state = state;
    this.methods = methods;
    this.path = settings.urlBase().isEmpty() ? "/transmission/rpc" : "/rpc";
  }

  @Override
  public boolean allowed(HttpServerRequest request) {
    String key = request.getHeader("X-Api-Key");
    return (key != null && settings.apiKey().equals(Secret.of(key))) || credentials(request);
  }

  private boolean credentials(HttpServerRequest request) {
    String pair = TransmissionState.USERNAME + ":" + settings.apiKey().reveal();
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return ("Basic " + encoded).equals(request.getHeader("Authorization"));
  }

  @Override
  public void handle(HttpServerRequest request, String asked) {
    TransmissionAccess access = state.access();
    if (access.deniesLogins()) {
      html(
          request,
          403,
          "Too many unsuccessful login attempts. Please restart transmission-daemon.");
    } else if (access.deniesAddresses()) {
      html(request, 403, "Unauthorized IP Address.");
    } else if (!access.login(credentials(request))) {
      request.response().putHeader("WWW-Authenticate", "Basic realm=\"Transmission\"");
      html(
          request,
          401,
          "Unauthorized User. " + access.failedLogins() + " unsuccessful login attempts.");
    } else if (!asked.equals(path)) {
      request.response().putHeader("Location", settings.urlBase().isEmpty() ? WEB : "web/");
      html(request, 301, "Moved Permanently");
    } else if (!access.knowsHost(request.getHeader("Host"))) {
      html(request, 421, "Transmission received your request, but the hostname was unrecognized.");
    } else if (!access.isSession(request.getHeader(TransmissionAccess.ID_HEADER))) {
      wrongSession(request);
    } else if (!request.method().equals(HttpMethod.POST)) {
      html(request, 405, "Method Not Allowed");
    } else {
      var ignored = request.body().map(body -> called(request, body));
    }
  }

  private void wrongSession(HttpServerRequest request) {
    var response =
        request.response().putHeader(TransmissionAccess.ID_HEADER, state.access().sessionId());
    String semantic = state.version().semanticVersion();
    if (state.version().knowsJsonRpc() && semantic != null && state.access().tellsVersion()) {
      response.putHeader("X-Transmission-Rpc-Version", semantic);
    }
    html(request, 409, "Your request had an invalid session-id header.");
  }

  private boolean called(HttpServerRequest request, Buffer body) {
    Optional<JsonObject> parsed = parsed(body);
    if (parsed.isEmpty()) {
      json(request, unreadable());
      return true;
    }
    JsonObject call = parsed.get();
    boolean jsonRpc = state.version().knowsJsonRpc() && call.containsKey("jsonrpc");
    RpcEnvelope envelope = jsonRpc ? RpcEnvelope.JSON_RPC : RpcEnvelope.LEGACY;
    var ignored =
        methods
            .answer(envelope, call)
            .map(
                answer -> {
                  json(request, answer);
                  return true;
                });
    return true;
  }

  private static Optional<JsonObject> parsed(Buffer body) {
    try {
      return Optional.of(new JsonObject(body));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private JsonObject unreadable() {
    JsonObject error = new JsonObject().put("code", -32_700).put("message", "Parse error");
    return state.version().knowsJsonRpc()
        ? new JsonObject().put("jsonrpc", "2.0").put("error", error).putNull("id")
        : RpcEnvelope.LEGACY.unknownMethod(new JsonObject());
  }

  private static void json(HttpServerRequest request, JsonObject answer) {
    var ignored =
        request
            .response()
            .putHeader("Server", "Transmission")
            .putHeader("Content-Type", "application/json; charset=UTF-8")
            .end(answer.encode());
  }

  private static void html(HttpServerRequest request, int status, String text) {
    var ignored =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Server", "Transmission")
            .putHeader("Content-Type", "text/html; charset=ISO-8859-1")
            .end("<h1>" + status + "</h1><p>" + text + "</p>");
  }
}
