package dev.arrway.sandbox.arr;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls whoever wants to hear of what happens: JSON by POST, one call after another, no signature,
 * no second try. May be used from any thread; before it is connected it calls nobody.
 */
public final class Hooks {
  private static final long PATIENCE = 5;

  private final Shelf notifications = new Shelf();
  private @Nullable HttpClient client;
  private Future<Void> last = Future.succeededFuture();

  Hooks() {}

  /** The registrations. */
  public Shelf notifications() {
    return notifications;
  }

  /** From now on calls are made. */
  public synchronized void connect(Vertx vertx) {
    client = vertx.createHttpClient();
  }

  /** Tells those that want to hear of this occasion, such as {@code onGrab}. */
  public synchronized void tell(String occasion, JsonObject payload) {
    notifications
        .where(one -> Boolean.TRUE.equals(one.getBoolean(occasion)))
        .forEach(one -> last = last.transform(before -> post(one, payload)).otherwiseEmpty());
  }

  /** Tries a registration; what went wrong, or nothing. */
  synchronized Future<Optional<String>> test(JsonObject notification, JsonObject payload) {
    return post(notification, payload)
        .map(Optional.<String>empty())
        .otherwise(cause -> Optional.of("Unable to send test message: " + cause.getMessage()));
  }

  private synchronized Future<Void> post(JsonObject notification, JsonObject payload) {
    var http = client;
    if (http == null) {
      return Future.succeededFuture();
    }
    try {
      var options =
          new RequestOptions()
              .setMethod(
                  field(notification, "method").equals("2") ? HttpMethod.PUT : HttpMethod.POST)
              .setAbsoluteURI(field(notification, "url"))
              .putHeader("Content-Type", "application/json");
      return http.request(options)
          .compose(request -> request.send(Buffer.buffer(payload.encode())))
          .compose(
              answer ->
                  answer.statusCode() < 300
                      ? answer.body().<Void>mapEmpty()
                      : Future.failedFuture("HTTP status " + answer.statusCode()))
          .timeout(PATIENCE, TimeUnit.SECONDS);
    } catch (RuntimeException e) {
      return Future.failedFuture("the URL cannot be used");
    }
  }

  /** A setting of a registration; empty when it is not there. */
  static String field(JsonObject notification, String name) {
    return notification.getJsonArray("fields", new io.vertx.core.json.JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(one -> name.equals(one.getString("name")))
        .map(one -> String.valueOf(one.getValue("value", "")))
        .findFirst()
        .orElse("");
  }
}
