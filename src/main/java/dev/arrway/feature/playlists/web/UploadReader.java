package dev.arrway.feature.playlists.web;

import dev.arrway.feature.playlists.Playlist;
import dev.arrway.feature.playlists.PlaylistUpload;
import dev.arrway.feature.playlists.Playlists;
import dev.arrway.gateway.MultipartFile;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads one upload of a playlist from a paused request. */
final class UploadReader {
  private static final int MOST_NAME = 100;

  private final Playlists playlists;
  private final Caller caller;
  private final HttpServerRequest request;
  private final long most;
  private @Nullable PlaylistUpload upload;
  private boolean ended;
  private long received;

  UploadReader(Playlists playlists, Caller caller, HttpServerRequest request, long most) {
    this.playlists = playlists;
    this.caller = caller;
    this.request = request;
    this.most = most;
  }

  /**
   * Reads the request to its end.
   *
   * @return the playlist, importing. An upload that is refused leaves no playlist; one whose client
   *     disconnected leaves a failed playlist
   */
  Future<Playlist> read() {
    if (announced() > most) {
      return refuse(tooLarge());
    }
    try {
      MultipartFile reading =
          new MultipartFile(request.getHeader(HttpHeaders.CONTENT_TYPE), "file");
      return playlists
          .receive(request, chunk -> received(reading, chunk))
          .compose(read -> given(reading.finish(), reading))
          .compose(read -> completed())
          .recover(this::refuse)
          .eventually(
              () -> {
                reading.close();
                return Future.succeededFuture();
              });
    } catch (FailureException e) {
      return refuse(e);
    }
  }

  private Future<Void> received(MultipartFile reading, Buffer chunk) {
    received += chunk.length();
    return received > most
        ? Future.failedFuture(tooLarge())
        : given(reading.accept(chunk), reading);
  }

  private Future<Void> given(Buffer bytes, MultipartFile reading) {
    PlaylistUpload known = upload;
    if (known != null) {
      return known.accept(bytes);
    }
    return reading.begun()
        ? playlists
            .upload(caller, name(reading))
            .compose(
                begun -> {
                  if (ended) {
                    // The request was answered while it waited for a slot.
                    return begun.withdraw();
                  }
                  upload = begun;
                  return begun.accept(bytes);
                })
        : Future.succeededFuture();
  }

  private Future<Playlist> completed() {
    PlaylistUpload known = upload;
    if (known == null) {
      return Future.failedFuture(Failure.invalid("file", "is required").asException());
    }
    known.complete();
    return Future.succeededFuture(known.playlist());
  }

  private Future<Playlist> refuse(Throwable cause) {
    ended = true;
    boolean gone = request.response().closed();
    Throwable told = gone ? brokenOff() : cause;
    PlaylistUpload begun = upload;
    if (begun == null) {
      return Future.failedFuture(told);
    }
    Future<Void> settled = gone ? begun.breakOff() : begun.withdraw();
    return settled.transform(done -> Future.failedFuture(told));
  }

  private static FailureException brokenOff() {
    return FailureException.of(FailureCode.MALFORMED_REQUEST, "The upload broke off.");
  }

  private static String name(MultipartFile reading) {
    String given =
        reading
            .field("name")
            .orElseGet(() -> reading.fileName().replaceFirst(".*[/\\\\]", ""))
            .strip();
    String name = given.replaceAll("\\p{Cntrl}", "");
    if (name.isEmpty() || name.length() > MOST_NAME) {
      throw Failure.invalid("name", "must have 1 to " + MOST_NAME + " characters").asException();
    }
    return name;
  }

  private long announced() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
  }

  private FailureException tooLarge() {
    return FailureException.of(
        FailureCode.TOO_LARGE, "An upload may have " + most + " bytes at most.");
  }
}
