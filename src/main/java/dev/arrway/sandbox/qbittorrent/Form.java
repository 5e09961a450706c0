package dev.arrway.sandbox.qbittorrent;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request's form, url-encoded or multipart, once it has arrived. */
record Form(MultiMap fields, List<Buffer> files) {
  /** Reads it; whoever does not send one has an empty one. */
  static void read(HttpServerRequest request, Consumer<Form> then) {
    List<Buffer> files = new ArrayList<>();
    request.setExpectMultipart(true);
    request.uploadHandler(
        upload -> {
          Buffer file = Buffer.buffer();
          files.add(file);
          upload.handler(file::appendBuffer);
        });
    request.endHandler(end -> then.accept(new Form(request.formAttributes(), files)));
  }

  @Nullable String get(String name) {
    return fields.get(name);
  }

  String text(String name) {
    return Objects.requireNonNullElse(fields.get(name), "");
  }
}
