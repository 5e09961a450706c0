package dev.arrway.sandbox.qbittorrent;

import dev.arrway.domain.download.MagnetLink;
import dev.arrway.domain.download.TorrentFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * {@code torrents/add}. Web links are not fetched: after a while one that ends in {@code .torrent}
 * becomes a torrent of its own, any other one nothing.
 */
final class Adding {
  private final Vertx vertx;
  private final QbittorrentState state;
  private final Duration fetchTime;

  Adding(Vertx vertx, QbittorrentState state, Duration fetchTime) {
    this.vertx = vertx;
    this.state = state;
    this.fetchTime = fetchTime;
  }

  /** The answer to an addition. */
  record Answer(int status, String body, boolean json) {}

  private static final class Counts {
    private final List<String> added = new ArrayList<>();
    private int failed;
    private int pending;
  }

  Answer add(Form form) {
    List<String> links =
        Arrays.stream(form.text("urls").split("\n"))
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .toList();
    if (links.isEmpty() && form.files().isEmpty()) {
      return new Answer(400, "", false);
    }
    Counts counts = new Counts();
    for (Buffer file : form.files()) {
      Optional<TorrentFile> torrent = TorrentFile.parse(file.getBytes());
      if (torrent.isEmpty()) {
        return new Answer(415, "Error: not a valid torrent file.", false);
      }
      add(form, torrent.get(), counts);
    }
    links.forEach(link -> add(form, link, counts));
    return answer(counts);
  }

  private Answer answer(Counts counts) {
    boolean nothing = counts.added.isEmpty() && counts.pending == 0;
    if (!state.generation().modern()) {
      return new Answer(200, nothing ? "Fails." : "Ok.", false);
    }
    JsonObject json =
        new JsonObject()
            .put("success_count", counts.added.size())
            .put("failure_count", counts.failed)
            .put("pending_count", counts.pending)
            .put("added_torrent_ids", new JsonArray(List.copyOf(counts.added)));
    int status = counts.pending > 0 ? 202 : nothing ? 409 : 200;
    return new Answer(status, json.encode(), true);
  }

  private void add(Form form, TorrentFile file, Counts counts) {
    String hash = file.hashes().get(file.hashes().size() - 1).hex();
    String name = file.name();
    count(counts, wanted(form, hash, name == null ? hash : name, file.isPrivate()));
  }

  private void add(Form form, String link, Counts counts) {
    if (!MagnetLink.looksLike(link)) {
      counts.pending++;
      fetch(form, link);
      return;
    }
    Optional<MagnetLink> magnet = MagnetLink.parse(link);
    if (magnet.isEmpty()) {
      counts.failed++;
      return;
    }
    String hash = magnet.get().hashes().get(magnet.get().hashes().size() - 1).hex();
    String name = magnet.get().name();
    count(counts, wanted(form, hash, name == null ? hash : name, false));
  }

  private void count(Counts counts, QbittorrentState.Wanted wanted) {
    if (state.add(wanted)) {
      counts.added.add(wanted.hash());
    } else {
      counts.failed++;
    }
  }

  private void fetch(Form form, String link) {
    String path = link.replaceFirst("[?#].*$", "");
    if (path.endsWith(".torrent")) {
      String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.torrent$", "");
      QbittorrentState.Wanted wanted = wanted(form, sha1(path), name, false);
      var ignored = vertx.setTimer(Math.max(1, fetchTime.toMillis()), fired -> later(wanted));
    }
  }

  private void later(QbittorrentState.Wanted wanted) {
    var ignored = state.add(wanted);
  }

  private QbittorrentState.Wanted wanted(Form form, String hash, String name, boolean isPrivate) {
    String category = form.text("category");
    String rename = form.text("rename");
    String flag = state.generation().stops() ? "stopped" : "paused";
    List<String> tags =
        Arrays.stream(form.text("tags").split(","))
            .map(String::strip)
            .filter(t -> !t.isEmpty())
            .toList();
    if (!category.isEmpty()) {
      var ignored = state.addCategory(category, "");
    }
    return new QbittorrentState.Wanted(
        hash,
        rename.isEmpty() ? name : rename,
        category,
        tags,
        Boolean.parseBoolean(form.text(flag)),
        isPrivate);
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
