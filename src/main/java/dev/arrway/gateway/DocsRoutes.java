package dev.arrway.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The contract as a document, and a page that shows it. */
final class DocsRoutes {
  private static final String CSP =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

  private final Buffer yaml;

  DocsRoutes(ContractDocument document) {
    this.yaml = Buffer.buffer(document.yaml());
  }

  void mount(Router router) {
    router
        .get("/docs/openapi.yaml")
        .handler(context -> send(context, "application/yaml; charset=utf-8", yaml));
    router.get("/docs/swagger").handler(DocsRoutes::index);
    router
        .get("/docs/swagger/start.js")
        .handler(context -> page(context, "start.js", "text/javascript"));
    router
        .get("/docs/swagger/*")
        .handler(DocsRoutes::secure)
        .handler(
            StaticHandler.create("META-INF/resources/webjars/swagger-ui/" + swaggerVersion())
                .setIndexPage("none"));
  }

  /**
   * The router takes a path with and without its last slash for the same; the page's own links need
   * it.
   */
  private static void index(RoutingContext context) {
    if (context.request().path().endsWith("/")) {
      page(context, "index.html", "text/html");
    } else {
      context.redirect("swagger/");
    }
  }

  private static void page(RoutingContext context, String name, String type) {
    try (InputStream in = DocsRoutes.class.getResourceAsStream("/docs/" + name)) {
      if (in == null) {
        context.next();
        return;
      }
      send(context, type + "; charset=utf-8", Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(RoutingContext context, String type, Buffer body) {
    secure(context.response().putHeader("Content-Type", type));
    context.response().end(body);
  }

  private static void secure(RoutingContext context) {
    secure(context.response());
    context.next();
  }

  private static void secure(io.vertx.core.http.HttpServerResponse response) {
    response.putHeader("Content-Security-Policy", CSP);
  }

  private static String swaggerVersion() {
    String path = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    try (InputStream in = DocsRoutes.class.getResourceAsStream(path)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
