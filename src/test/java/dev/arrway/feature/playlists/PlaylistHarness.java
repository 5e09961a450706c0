package dev.arrway.feature.playlists;

import static dev.arrway.platform.store.Futures.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.feature.playlists.web.PlaylistRoutes;
import dev.arrway.gateway.OperationsDoor;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.sqlclient.SqlConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Playlists on a database of their own, behind a real HTTP server. */
public final class PlaylistHarness implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  public final TestDatabase database = TestDatabase.create();
  public final Vertx vertx = database.vertx();
  public final Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), true);
  public final List<EventDraft> events = new CopyOnWriteArrayList<>();
  public final PlaylistWorkers workers = new PlaylistWorkers(vertx, 2);
  public final PlaylistParts parts;
  public final Playlists playlists;
  public final OperationsDoor door;
  public final Caller ada = OperationsDoor.caller(1, Role.ADMIN);
  public final Caller bob = OperationsDoor.caller(2, Role.USER);
  public final HttpServer server;
  private final HttpStacks stacks;

  public PlaylistHarness(long maxUpload) {
    this(maxUpload, UserQuotas.standard(), DiskSpaceGuard.none());
  }

  public PlaylistHarness(long maxUpload, UserQuotas quotas, DiskSpaceGuard disk) {
    database.execute(
        "INSERT INTO app_user (username, password_hash, role)"
            + " VALUES ('ada', '-', 'admin'), ('bob', '-', 'user')");
    stacks = new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);
    parts =
        new PlaylistParts(
            vertx,
            database.database(),
            bus,
            new RecordedEvents(),
            stacks,
            new XorBox(),
            owner -> Future.succeededFuture(owner == 1 ? Access.ADMINISTRATOR : Access.USER),
            workers,
            quotas,
            disk);
    playlists = new Playlists(parts);
    door = new OperationsDoor(new PlaylistRoutes(playlists, maxUpload));
    server = await(door.listen(vertx, ada));
  }

  private final class RecordedEvents implements EventLog {
    @Override
    public Future<Void> append(SqlConnection transaction, List<EventDraft> drafts) {
      events.addAll(drafts);
      return Future.succeededFuture();
    }
  }

  /** Stands for the vault: what is stored differs from what is given, and is bound to its row. */
  private static final class XorBox implements SecretBox {
    @Override
    public byte[] seal(Secret secret, AssociatedData data) {
      byte[] out = secret.reveal().getBytes(StandardCharsets.UTF_8);
      String key = data.toString();
      for (int i = 0; i < out.length; i++) {
        out[i] ^= (byte) (0x80 | key.charAt(i % key.length()));
      }
      return out;
    }

    @Override
    public Secret open(byte[] sealed, AssociatedData data) {
      byte[] out = sealed.clone();
      String key = data.toString();
      for (int i = 0; i < out.length; i++) {
        out[i] ^= (byte) (0x80 | key.charAt(i % key.length()));
      }
      return Secret.of(new String(out, StandardCharsets.UTF_8));
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/createPlaylist");
  }

  /** An answer over HTTP. */
  public record Reply(int status, JsonNode json) {
    public long id() {
      return json.path("id").asLong();
    }
  }

  public Reply upload(String name, byte[] file) {
    return send("multipart/form-data; boundary=xYzZY", form(name, file));
  }

  public Reply upload(String name, String file) {
    return upload(name, file.getBytes(StandardCharsets.UTF_8));
  }

  public Reply send(String contentType, byte[] body) {
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(uri())
                      .timeout(Duration.ofSeconds(60))
                      .header("Content-Type", contentType)
                      .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] form(String name, byte[] file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "--xYzZY\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
            + name
            + "\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.m3u\""
            + "\r\nContent-Type: audio/x-mpegurl\r\n\r\n";
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(file);
    out.writeBytes("\r\n--xYzZY--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public JsonNode call(String operation, Map<String, Object> parameters) {
    return await(door.call(operation, ada, parameters));
  }

  public JsonNode playlist(long id) {
    return call("getPlaylist", Map.of("playlist_id", id));
  }

  /** The playlist once it is no longer importing. */
  public JsonNode settled(long id) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> playlist(id), shown -> !shown.path("status").asText().equals("importing"));
  }

  public JsonNode entries(long id, Map<String, Object> filter) {
    Map<String, Object> all = new java.util.HashMap<>(filter);
    all.put("playlist_id", id);
    return call("listPlaylistEntries", all);
  }

  /** The value of a query as the owner of the tables. */
  public long count(String sql) {
    return await(
        database
            .database()
            .asSystem(c -> c.query(sql).execute().map(Rows.one(row -> row.getLong(0)))));
  }

  @Override
  public void close() {
    await(server.close());
    await(playlists.stop());
    await(stacks.close());
    await(workers.close());
    database.close();
  }
}
