package dev.arrway.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/**
 * A Radarr of an attacker: it passes the connection test, and answers whatever else is asked with
 * {@value #MEGABYTES} MB: an array of small objects, one string, or either of them compressed.
 */
final class HostileUpstream {
  static final int MEGABYTES = 60;

  private static final String STATUS =
      "{\"appName\":\"Radarr\",\"instanceName\":\"Radarr\",\"version\":\"5.14.0.9383\","
          + "\"branch\":\"master\",\"urlBase\":\"\"}";
  private static final int CHUNK = 128 << 10;

  /** Bounds the work of this machine: 5 MB/s for each answer. */
  private static final long CHUNK_EVERY_MS = 25;

  private final Vertx vertx;
  private final Buffer rows = Buffer.buffer(rowsOf(CHUNK));
  private final Buffer letters = Buffer.buffer("x".repeat(CHUNK));
  private final Buffer packedRows;
  private final Buffer packedString;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  HostileUpstream(Vertx vertx) {
    this.vertx = vertx;
    int chunks = (MEGABYTES << 20) / CHUNK;
    packedRows = packed("[{}", rows, chunks, "]");
    packedString = packed("[{\"label\":\"", letters, chunks, "\"}]");
  }

  Future<Integer> listen() {
    return vertx
        .createHttpServer()
        .requestHandler(this::answer)
        .listen(0, "127.0.0.1")
        .map(HttpServer::actualPort);
  }

  /** Requests so far, without connection tests. */
  int asked() {
    return asked.get();
  }

  /** Bytes that were given to sockets. */
  long written() {
    return written.get();
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("Content-Type", "application/json");
    response.exceptionHandler(gone -> {});
    if (request.path().endsWith("/system/status")) {
      ignore(response.end(STATUS));
      return;
    }
    switch (asked.getAndIncrement() % 4) {
      case 0 -> trickle(response, "[{}", rows, "]");
      case 1 -> trickle(response, "[{\"label\":\"", letters, "\"}]");
      case 2 -> end(response, packedRows);
      default -> end(response, packedString);
    }
  }

  private void end(HttpServerResponse response, Buffer packed) {
    written.addAndGet(packed.length());
    ignore(response.putHeader("Content-Encoding", "gzip").end(packed));
  }

  private void trickle(HttpServerResponse response, String first, Buffer chunk, String last) {
    response.setChunked(true);
    ignore(response.write(first));
    AtomicInteger left = new AtomicInteger((MEGABYTES << 20) / CHUNK);
    vertx.setPeriodic(
        CHUNK_EVERY_MS,
        timer -> {
          if (response.closed()) {
            vertx.cancelTimer(timer);
          } else if (left.get() == 0) {
            vertx.cancelTimer(timer);
            ignore(response.end(last));
          } else if (!response.writeQueueFull()) {
            left.decrementAndGet();
            written.addAndGet(chunk.length());
            ignore(response.write(chunk));
          }
        });
  }

  private static void ignore(Future<Void> sent) {
    sent.onFailure(gone -> {});
  }

  private static byte[] rowsOf(int bytes) {
    StringBuilder text = new StringBuilder(bytes);
    for (int i = 0; text.length() < bytes - 64; i++) {
      text.append(",{\"id\":").append(i).append(",\"label\":\"tag ").append(i).append("\"}");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static Buffer packed(String first, Buffer chunk, int chunks, String last) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(first.getBytes(StandardCharsets.US_ASCII));
      byte[] part = chunk.getBytes();
      for (int i = 0; i < chunks; i++) {
        gzip.write(part);
      }
      gzip.write(last.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
