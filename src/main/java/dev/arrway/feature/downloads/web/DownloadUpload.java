package dev.arrway.feature.downloads.web;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.feature.downloads.DownloadAdds;
import dev.arrway.feature.downloads.DownloadRequest;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.BodyReservation;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.MultipartFile;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.http.StreamPump;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Reads one {@code .torrent} or {@code .nzb} file from a paused request, and holds it whole. */
final class DownloadUpload {
  /** For the fields and the parts' heads. */
  private static final int MARGIN = 64 << 10;

  /** A buffer may be twice as large as what it holds. */
  private static final int HELD_PER_BYTE = 2;

  private final DownloadAdds adds;
  private final Call call;
  private final HttpServerRequest request;
  private final long most;
  private final BodyReservation reservation;
  private final Buffer file = Buffer.buffer();
  private final MessageDigest digest = sha256();
  private long received;

  DownloadUpload(
      DownloadAdds adds,
      Call call,
      HttpServerRequest request,
      long most,
      BodyReservation reservation) {
    this.adds = adds;
    this.call = call;
    this.request = request;
    this.most = most;
    this.reservation = reservation;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads the request to its end; fails with {@code too_large}, {@code invalid} and {@code
   * request_timeout}.
   */
  Future<DownloadRequest> read() {
    try {
      MultipartFile reading =
          new MultipartFile(request.getHeader(HttpHeaders.CONTENT_TYPE), "file");
      return reservation
          .withinTime(StreamPump.pump(request, chunk -> received(reading, chunk)))
          .compose(
              read -> {
                add(reading.finish());
                return asked(reading);
              })
          .eventually(
              () -> {
                reading.close();
                return Future.succeededFuture();
              });
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> received(MultipartFile reading, Buffer chunk) {
    received += chunk.length();
    if (received <= most + MARGIN) {
      add(reading.accept(chunk));
    }
    return received > most + MARGIN || file.length() > most
        ? Future.failedFuture(
            FailureException.of(
                FailureCode.TOO_LARGE, "A file may have " + most + " bytes at most."))
        : Future.succeededFuture();
  }

  private void add(Buffer bytes) {
    reservation.add((long) bytes.length() * HELD_PER_BYTE);
    file.appendBuffer(bytes);
    digest.update(bytes.getBytes());
  }

  private Future<DownloadRequest> asked(MultipartFile reading) {
    return reading.begun()
        ? adds.kind(file).map(kind -> asked(reading, kind))
        : Future.failedFuture(Failure.invalid("file", "is required").asException());
  }

  private DownloadRequest asked(MultipartFile reading, DownloadKind kind) {
    DownloadBody body = DownloadFields.read(reading.fields(), kind);
    String said =
        new TreeMap<>(reading.fields()) + "\n" + HexFormat.of().formatHex(digest.digest());
    return body.request(
        kind, new DownloadSource.File(name(reading, kind), file), Outcomes.key(call, said));
  }

  /** The last part of the name that was given, with the ending that clients look at. */
  private static String name(MultipartFile reading, DownloadKind kind) {
    String given =
        reading.fileName().replaceFirst(".*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"]", "").strip();
    String ending = kind == DownloadKind.TORRENT ? ".torrent" : ".nzb";
    String base = given.isEmpty() ? "download" : given.substring(0, Math.min(180, given.length()));
    return base.toLowerCase(java.util.Locale.ROOT).contains(ending) ? base : base + ending;
  }
}
