package dev.arrway.sandbox.transmission;

import dev.arrway.domain.download.MagnetLink;
import dev.arrway.domain.download.TorrentFile;
import dev.arrway.sandbox.transmission.TransmissionMethods.RefusedCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The method {@code torrent_add}. Links are not fetched: after a while, and before the answer, one
 * that ends in {@code .torrent} is a torrent of its own, any other one is not found.
 */
final class TorrentAdding {
  /** The one spelling of scheme and topic that the real one knows; values may have any case. */
  private static final Pattern MAGNET = Pattern.compile("magnet:\\?(.*&)?xt=urn:btih:.*");

  private final Vertx vertx;
  private final TransmissionState state;
  private final Duration fetchTime;

  TorrentAdding(Vertx vertx, TransmissionState state, Duration fetchTime) {
    this.vertx = vertx;
    this.state = state;
    this.fetchTime = fetchTime;
  }

  /** Adds a torrent, or names the one that is there already. */
  Future<JsonObject> add(RpcArguments arguments) {
    Optional<String> metainfo = arguments.text("metainfo");
    Optional<String> filename = arguments.text("filename");
    if (metainfo.isEmpty() && filename.isEmpty()) {
      throw new RefusedCall("no filename or metainfo specified");
    }
    List<String> labels = labels(arguments);
    if (metainfo.isPresent()) {
      return Future.succeededFuture(added(file(metainfo.get()), labels, arguments));
    }
    String link = filename.orElseThrow();
    if (link.startsWith("http://") || link.startsWith("https://")) {
      return vertx
          .timer(Math.max(1, fetchTime.toMillis()), TimeUnit.MILLISECONDS)
          .map(fetched -> added(web(link), labels, arguments));
    }
    return Future.succeededFuture(added(magnet(link), labels, arguments));
  }

  /** Returns the labels of a new torrent; none where they are ignored. */
  private List<String> labels(RpcArguments arguments) {
    return state.version().takesLabelsOfNewTorrents()
        ? arguments.texts("labels").map(state.version()::readLabels).orElse(List.of())
        : List.of();
  }

  private TransmissionTorrent.Wanted file(String base64) {
    try {
      TorrentFile file =
          TorrentFile.parse(Base64.getDecoder().decode(base64))
              .filter(TorrentFile::hasVersion1)
              .orElseThrow(this::invalid);
      String hash = file.hashes().get(0).hex();
      String name = Objects.requireNonNullElse(file.name(), hash);
      return new TransmissionTorrent.Wanted(hash, name, file.isPrivate(), true);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private TransmissionTorrent.Wanted magnet(String link) {
    if (!MAGNET.matcher(link).matches()) {
      throw invalid();
    }
    MagnetLink magnet =
        MagnetLink.parse(link).filter(MagnetLink::hasVersion1).orElseThrow(this::invalid);
    String hash = magnet.hashes().get(0).hex();
    String name = Objects.requireNonNullElse(magnet.name(), hash);
    return new TransmissionTorrent.Wanted(hash, name, false, true);
  }

  private TransmissionTorrent.Wanted web(String link) {
    String path = link.replaceFirst("[?#].*$", "");
    if (!path.endsWith(".torrent")) {
      throw new RefusedCall(state.version().notFetched());
    }
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.torrent$", "");
    return new TransmissionTorrent.Wanted(sha1(path), name, false, true);
  }

  private RefusedCall invalid() {
    return new RefusedCall(state.version().invalidTorrent());
  }

  private JsonObject added(
      TransmissionTorrent.Wanted wanted, List<String> labels, RpcArguments arguments) {
    RpcNames names = arguments.names();
    Optional<TransmissionTorrent> before = state.find(wanted.hash());
    TransmissionTorrent torrent = before.orElseGet(() -> begun(wanted, labels, arguments));
    JsonObject answer =
        new JsonObject()
            .put("id", torrent.id())
            .put("name", torrent.name())
            .put(names.torrentField("hash_string"), torrent.hash);
    String key = before.isPresent() ? "torrent_duplicate" : "torrent_added";
    return new JsonObject().put(names.argument(key), answer);
  }

  private TransmissionTorrent begun(
      TransmissionTorrent.Wanted wanted, List<String> labels, RpcArguments arguments) {
    TransmissionTorrent torrent = state.add(wanted);
    torrent.label(labels);
    arguments.number("bandwidth_priority").ifPresent(n -> torrent.prioritize(n.intValue()));
    torrent.stop(arguments.isTrue("paused"));
    return torrent;
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
