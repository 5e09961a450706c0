package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.qbittorrent.QbittorrentSandbox;
import dev.arrway.sandbox.qbittorrent.QbittorrentState;
import dev.arrway.sandbox.sabnzbd.SabnzbdSandbox;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A gateway that looks often, with simulated download clients. */
final class DownloadRig implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<QbittorrentSandbox> clients = new ArrayList<>();
  private final List<SabnzbdSandbox> usenet = new ArrayList<>();
  private final TestGateway gateway;
  private Api admin;

  DownloadRig(Map<String, String> overrides) {
    Map<String, String> settings = new HashMap<>(overrides);
    settings.putIfAbsent("downloads.poll_interval", "500ms");
    gateway = TestGateway.start(Secret.of("0123456789abcdef0123456789abcdef"), settings);
    admin = gateway.admin();
  }

  /** Returns a new administrator, and ends the download clients: for tests that share this. */
  Api renew() {
    admin = gateway.renew();
    closeClients();
    return admin;
  }

  TestGateway gateway() {
    return gateway;
  }

  Api admin() {
    return admin;
  }

  QbittorrentSandbox qbittorrent() {
    QbittorrentSandbox sandbox = qbittorrent(vertx);
    clients.add(sandbox);
    return sandbox;
  }

  static QbittorrentSandbox qbittorrent(Vertx vertx) {
    return Futures.await(
        QbittorrentSandbox.start(
            vertx,
            SandboxSettings.of(0).withVersion("5.1.2").withCommandTime(Duration.ofMillis(100))));
  }

  long add(QbittorrentSandbox client, String name) {
    return add(admin, client, name, Map.of());
  }

  static long add(Api api, QbittorrentSandbox client, String name, Map<String, Object> settings) {
    Api.Reply made =
        api.post(
            "/instances",
            Map.of(
                "name",
                name,
                "instance_type",
                "qbittorrent",
                "url",
                client.server().url(),
                "username",
                QbittorrentState.USERNAME,
                "password",
                client.server().apiKey().reveal(),
                "settings",
                settings));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  SabnzbdSandbox sabnzbd() {
    SabnzbdSandbox sandbox =
        Futures.await(
            SabnzbdSandbox.start(
                vertx, SandboxSettings.of(0).withCommandTime(Duration.ofMillis(100))));
    usenet.add(sandbox);
    return sandbox;
  }

  long add(SabnzbdSandbox client, String name, Map<String, Object> settings) {
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name",
                name,
                "instance_type",
                "sabnzbd",
                "url",
                client.server().url(),
                "api_key",
                client.server().apiKey().reveal(),
                "settings",
                settings));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  /** An NZB file of one posted file. */
  static byte[] nzb(String name) {
    return ("""
        <?xml version="1.0" encoding="utf-8"?>
        <nzb xmlns="http://www.newzbin.com/DTD/2003/nzb">
         <file poster="tests@arrway.test" date="1700000000" subject="%s [1/1] yEnc (1/1)">
          <groups><group>alt.binaries.test</group></groups>
          <segments><segment bytes="500000000" number="1">%s@arrway.test</segment></segments>
         </file>
        </nzb>
        """)
        .formatted(name, name)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The info hash of a number. */
  static String hash(int number) {
    return String.format("%040x", 0xabcdef0000L + number);
  }

  static String magnet(int number) {
    return "magnet:?xt=urn:btih:" + hash(number) + "&dn=Download.Number." + number;
  }

  /** A torrent file of one small file. */
  static byte[] torrent(String name) {
    return ("d4:infod6:lengthi5e4:name"
            + name.length()
            + ":"
            + name
            + "12:piece lengthi16384e6:pieces20:01234567890123456789ee")
        .getBytes(StandardCharsets.US_ASCII);
  }

  Api.Reply magnet(Map<String, Object> more, int number) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("magnet", magnet(number));
    return admin.post("/downloads", body);
  }

  JsonNode download(long client, String id) {
    return admin.get("/downloads/" + client + "/" + id).json();
  }

  List<JsonNode> events(String type) {
    JsonNode items = admin.get("/events/history?limit=500&types=download.*").at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(event -> event.path("type").asText().equals("download." + type))
        .toList();
  }

  /** Waits until something was told of a download, and says what. */
  JsonNode awaitEvent(String type, String id) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                events(type).stream()
                    .filter(event -> event.at("/data/id").asText().equals(id))
                    .findFirst()
                    .orElse(null),
            event -> event != null);
  }

  private void closeClients() {
    clients.forEach(client -> Futures.await(client.close()));
    usenet.forEach(client -> Futures.await(client.close()));
    clients.clear();
    usenet.clear();
  }

  @Override
  public void close() {
    gateway.close();
    closeClients();
    Futures.await(vertx.close());
  }
}
