package dev.arrway.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/** Another way in, below the API's prefixes and beside them. */
public interface SubDoor {
  /** Where it stands, such as {@code /eventbus}. */
  String path();

  /**
   * What stands there.
   *
   * @param addresses tells where a request comes from
   * @param origins tells which pages may come in
   */
  Router router(Vertx vertx, Function<HttpServerRequest, String> addresses, Origins origins);
}
