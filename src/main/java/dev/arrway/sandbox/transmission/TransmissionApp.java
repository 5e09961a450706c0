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
 * failed logins, the caller's address, the credentials, a path outside of the server's, the host
 * name, the session id, any other path.
 */
final class TransmissionApp implements SandboxApp {
  private static final String WEB = "/transmission/web/";

  private final SandboxSettings settings;
  private final TransmissionState state;
  private final TransmissionMethods methods;
  private final String path;

  /** The part of the path that web pages and RPC have in common. */
  private final String folder;

  TransmissionApp(SandboxSettings settings, TransmissionState state, TransmissionMethods methods) {
    this.settings = settings;
    this.state = state;
    this.methods = methods;
    this.path = settings.urlBase().isEmpty() ? "/transmission/rpc" : "/rpc";
    this.folder = path.substring(0, path.length() - "rpc".length());
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
      deny(
          request,
          403,
          "Too many unsuccessful login attempts. Please restart transmission-daemon.");
    } else if (access.deniesAddresses()) {
      deny(request, 403, "Unauthorized IP Address.");
    } else if (!access.login(credentials(request))) {
      request.response().putHeader("WWW-Authenticate", "Basic realm=\"Transmission\"");
      deny(
          request,
          401,
          "Unauthorized User. " + access.failedLogins() + " unsuccessful login attempts.");
    } else if (!asked.startsWith(folder)) {
      request.response().putHeader("Location", settings.urlBase().isEmpty() ? WEB : "web/");
      html(request, 301, "");
    } else if (!access.knowsHost(request.getHeader("Host"))) {
      html(request, 421, "Transmission received your request, but the hostname was unrecognized.");
    } else if (!access.isSession(request.getHeader(TransmissionAccess.ID_HEADER))) {
      wrongSession(request);
    } else if (!asked.equals(path)) {
      html(request, 404, "");
    } else if (!request.method().equals(HttpMethod.POST)) {
      html(request, 405, "");
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

  /** Denies access; most versions do not say why. */
  private void deny(HttpServerRequest request, int status, String reason) {
    html(request, status, state.version().explainsDenials() ? reason : "");
  }

  private static void html(HttpServerRequest request, int status, String text) {
    var response = request.response().setStatusCode(status);
    String title = "<h1>" + status + ": " + response.getStatusMessage() + "</h1>";
    var ignored =
        response
            .putHeader("Server", "Transmission")
            .putHeader("Content-Type", "text/html; charset=ISO-8859-1")
            .end(text.isEmpty() ? title : title + "<p>" + text + "</p>");
  }
}
