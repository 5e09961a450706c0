package dev.arrway.app;

import dev.arrway.platform.store.Futures;
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
import java.util.zip.GZIPOutputStream;

/**
 * A server whose every answer is huge, each base path in its own way. It writes no faster than it
 * is read.
 */
final class FloodingUpstream {
  static final long SIZE = 60_000_000;

  /** What is just below the limit of an ordinary answer. */
  private static final int NEARLY = 3_900_000;

  private static final int PIECE = 64 << 10;
  private static final Buffer ROWS = rows();
  private static final Buffer BOMB = bomb();
  private static final Buffer DEEP = Buffer.buffer("[".repeat(3_000_000));
  private static final Buffer WIDE = Buffer.buffer("[" + "[],".repeat(1_200_000) + "[]]");
  private static final Buffer SLOW = Buffer.buffer("[" + " ".repeat(NEARLY));

  private final Vertx vertx;
  private final HttpServer server;
  private final AtomicInteger dribbling = new AtomicInteger();

  FloodingUpstream(Vertx vertx) {
    this.vertx = vertx;
    this.server =
        Futures.await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  /** Returns the base URL of one way to answer. */
  String url(String mode) {
    return "http://127.0.0.1:" + server.actualPort() + "/" + mode;
  }

  /** Returns how many answers have come to just below the limit and now go on byte by byte. */
  int dribbling() {
    return dribbling.get();
  }

  private static Buffer rows() {
    String row = "{\"id\":1,\"path\":\"/movies\",\"title\":\"" + "x".repeat(960) + "\"},";
    return Buffer.buffer(row.repeat(PIECE / row.length()));
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
    response.exceptionHandler(gone -> {});
    switch (request.path().split("/")[1]) {
      case "announced" -> {
        response.putHeader("Content-Length", Long.toString(SIZE));
        response.write(Buffer.buffer("["));
        pour(response, ROWS, SIZE - 1);
      }
      case "chunked" -> {
        response.setChunked(true).write(Buffer.buffer("["));
        pour(response, ROWS, SIZE);
      }
      case "gzip" -> {
        response.putHeader("Content-Encoding", "gzip");
        response.end(BOMB);
      }
      case "deep" -> response.end(DEEP);
      case "wide" -> response.end(WIDE);
      case "record" -> {
        response.setChunked(true).write(Buffer.buffer("[{\"id\":1,\"title\":\""));
        pour(response, Buffer.buffer("x".repeat(PIECE)), SIZE);
      }
      case "error" -> {
        response.setStatusCode(500).putHeader("Content-Length", Long.toString(SIZE));
        pour(response, ROWS, SIZE);
      }
      case "redirect" -> {
        response.setStatusCode(307).putHeader("Location", "/chunked/api/v3/rootfolder");
        response.putHeader("Content-Length", Long.toString(SIZE));
        pour(response, ROWS, SIZE);
      }
      case "dribble" -> {
        response.setChunked(true).write(SLOW);
        dribbling.incrementAndGet();
        dribble(response, 60);
      }
      default -> response.setStatusCode(404).end();
    }
  }

  private void pour(HttpServerResponse response, Buffer piece, long left) {
    long rest = left;
    while (rest > 0 && !response.closed()) {
      if (response.writeQueueFull()) {
        long later = rest;
        response.drainHandler(drained -> pour(response, piece, later));
        return;
      }
      int length = (int) Math.min(rest, piece.length());
      response.write(piece.slice(0, length));
      rest -= length;
    }
    if (!response.closed()) {
      response.end();
    }
  }

  private void dribble(HttpServerResponse response, int left) {
    if (left == 0 || response.closed()) {
      dribbling.decrementAndGet();
      if (!response.closed()) {
        response.end("]");
      }
      return;
    }
    response.write(" ");
    vertx.setTimer(200, tick -> dribble(response, left - 1));
  }

  private static Buffer bomb() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write("[".getBytes(StandardCharsets.US_ASCII));
        byte[] blanks = " ".repeat(PIECE).getBytes(StandardCharsets.US_ASCII);
        for (long done = 0; done < SIZE; done += PIECE) {
          gzip.write(blanks);
        }
      }
      return Buffer.buffer(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
