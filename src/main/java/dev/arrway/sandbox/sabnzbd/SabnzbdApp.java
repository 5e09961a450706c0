package dev.arrway.sandbox.sabnzbd;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The door of a simulated SABnzbd: host name first, then the key, both refused with plain text;
 * everything else is answered with 200.
 */
final class SabnzbdApp implements SandboxApp {
  private static final String HOST_REFUSED =
      "Access denied - Hostname verification failed: https://sabnzbd.org/hostname-check";

  private final SandboxSettings settings;
  private final SabnzbdState state;
  private final SabnzbdModes modes;

  SabnzbdApp(SandboxSettings settings, SabnzbdState state) {
    this.settings = settings;
    this.state = state;
    this.modes =
        new SabnzbdModes(state, settings.version().isEmpty() ? "4.5.0" : settings.version());
  }

  /** A file that came with a request. */
  record Upload(String name, Buffer bytes) {}

  @Override
  public boolean allowed(HttpServerRequest request) {
    var header = request.getHeader("X-Api-Key");
    return right(header == null ? request.getParam("apikey") : header);
  }

  private boolean right(@Nullable String key) {
    return key != null && Secret.of(key).equals(settings.apiKey());
  }

  @Override
  public void handle(HttpServerRequest request, String path) {
    if (!path.equals("/api") && !path.equals("/api/")) {
      end(request, path.equals("/") ? 200 : 404, "text/html", "<!DOCTYPE html><html></html>");
    } else if (!knownHost(String.valueOf(request.getHeader("Host")))) {
      end(request, 403, "text/html", state.warns() ? HOST_REFUSED : "");
    } else if (request.method().equals(HttpMethod.POST)) {
      post(request);
    } else {
      answer(request, request.params(), null);
    }
  }

  private void post(HttpServerRequest request) {
    if (request.getHeader("Content-Length") == null
        && request.getHeader("Transfer-Encoding") == null) {
      end(request, 411, "text/html", "<!DOCTYPE html><html>411 Length Required</html>");
      return;
    }
    var upload = new AtomicReference<@Nullable Upload>();
    request.setExpectMultipart(true);
    request.uploadHandler(file -> keep(file, upload));
    var ignored =
        request
            .end()
            .map(
                done -> {
                  var params = MultiMap.caseInsensitiveMultiMap().addAll(request.params());
                  request.formAttributes().forEach(params::add);
                  answer(request, params, upload.get());
                  return done;
                });
  }

  private static void keep(HttpServerFileUpload file, AtomicReference<@Nullable Upload> upload) {
    var bytes = Buffer.buffer();
    file.handler(bytes::appendBuffer);
    file.endHandler(
        end -> {
          if (file.name().equals("name") || file.name().equals("nzbfile")) {
            upload.set(new Upload(file.filename(), bytes));
          }
        });
  }

  /** By IP address, localhost and {@code *.local} everybody may ask. */
  private static boolean knownHost(String host) {
    var name = host.replaceFirst(":\\d+$", "");
    return name.matches("\\d+(\\.\\d+){3}|\\[.*]|localhost|.*\\.local");
  }

  private void answer(HttpServerRequest request, MultiMap params, @Nullable Upload upload) {
    var mode = Objects.requireNonNullElse(params.get("mode"), "");
    var key = params.get("apikey");
    if (mode.equals("version") || mode.equals("auth") || right(key)) {
      json(request, modes.answer(mode, new SabnzbdArguments(params, upload)));
    } else {
      var said = key == null ? "API Key Required" : "API Key Incorrect";
      end(request, 403, "text/html", state.warns() ? said : "");
    }
  }

  private static void json(HttpServerRequest request, JsonObject answer) {
    end(request, 200, "application/json", answer.encode());
  }

  private static void end(HttpServerRequest request, int status, String type, String text) {
    var ignored =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", type + ";charset=utf-8")
            .end(text);
  }
}
