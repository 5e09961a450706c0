package dev.arrway.upstream.sabnzbd;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.kind.download.DownloadClientContractTest;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.ServerCommand;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The suite and more against a real SABnzbd, whose only news server is the test's own: it has the
 * articles that the test posts, and does not answer for others before the test wants failures.
 */
class RealSabnzbdIT extends DownloadClientContractTest {
  private static final String KEY = "c0ffee00c0ffee00c0ffee00c0ffee00";
  private static final int PIECE = 40_000;

  private static Vertx vertx;
  private static NewsServer news;
  private static ServerCommand command;
  private static Path folder;
  private static Process process;
  private static int port;

  @BeforeAll
  static void begin() throws Exception {
    var found = ServerCommand.find("REAL_SABNZBD");
    if (found.isEmpty()) {
      System.out.println("No REAL_SABNZBD is set: the real SABnzbd is not asked.");
    }
    assumeTrue(found.isPresent(), "no REAL_SABNZBD is set");
    command = found.get();
    folder = command.folder("arrway-sabnzbd-");
    vertx = Vertx.vertx();
    news = new NewsServer(vertx);
    port = freePort();
    Files.writeString(folder.resolve("sabnzbd.ini"), configuration());
    run();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run() throws IOException {
    String file = command.seen(folder.resolve("sabnzbd.ini"));
    process =
        command.start(
            folder.resolve("output.log"), "-f", file, "-s", "127.0.0.1:" + port, "-b", "0");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(RealSabnzbdIT::answers);
  }

  private static void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static boolean answers() {
    assertThat(process.isAlive()).as("SABnzbd runs").isTrue();
    try {
      var address = URI.create("http://127.0.0.1:" + port + "/api?mode=version&output=json");
      var connection = (HttpURLConnection) address.toURL().openConnection();
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Nothing but loopback: no look for new versions, no test of the outer address. */
  private static String configuration() {
    return """
        __version__ = 19
        __encoding__ = utf-8
        [misc]
        api_key = %s
        nzb_key = %s
        check_new_rel = 0
        host_whitelist = localhost,
        helpful_warnings = 0
        cache_limit = 16M
        [servers]
        [[test]]
        name = test
        displayname = test
        host = 127.0.0.1
        port = %d
        timeout = 20
        connections = 1
        ssl = 0
        enable = 1
        """
        .formatted(KEY, KEY.replace('c', 'd'), news.port());
  }

  @AfterAll
  static void end() throws Exception {
    if (process != null) {
      stop();
      ServerCommand.delete(folder);
      await(vertx.close());
    }
  }

  @Override
  protected Upstream upstream() {
    return new SabnzbdUpstream();
  }

  @Override
  protected DownloadServer start(Vertx other) {
    news.silent(true);
    return new DownloadServer(
        "http://127.0.0.1:" + port,
        new Credentials.ApiKey(Secret.of(KEY)),
        new Credentials.ApiKey(Secret.of(DownloadServer.WRONG)),
        "SABnzbd");
  }

  @Override
  protected DownloadKind kind() {
    return DownloadKind.NZB;
  }

  @Override
  protected DownloadSource link(int number) {
    return new DownloadSource.Link(
        Secret.of("http://127.0.0.1:1/Linked.Release." + number + ".nzb?apikey=s3cret"));
  }

  @Override
  protected DownloadSource file(int number) {
    return Nzb.file("Some.Release." + number, 3, PIECE);
  }

  @Override
  protected String unknownId() {
    return "SABnzbd_nzo_nosuchid";
  }

  /** There is no article of it anywhere. */
  @Override
  protected boolean makeFail(String id) {
    news.silent(false);
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));
    return true;
  }

  @Test
  void whatNoNewsServerHasFailsWithItsMessageIsTriedAgainAndRemoved() {
    String id = add(file(1));
    assertThat(awaited(id, d -> d.status() == DownloadStatus.PAUSED).size())
        .isBetween(100_000L, 150_000L);
    assertThat(makeFail(id)).isTrue();
    Download failed = awaited(id, d -> d.status() == DownloadStatus.FAILED);
    assertThat(failed.troubles()).containsExactly(DownloadTrouble.MISSING_BLOCKS);
    assertThat(failed.error()).startsWith("Download failed - Not on your server(s)");
    assertThat(actors.code(ID, new DownloadCommand.PauseDownload(id, false)))
        .isEqualTo(FailureCode.UPSTREAM_REJECTED);

    String again = actors.ask(ID, new DownloadCommand.RetryDownload(id, false)).id();
    assertThat(again).isNotEqualTo(id);
    assertThat(one(id)).as("under the old id").isNull();
    assertThat(actors.ask(ID, new DownloadCommand.RetryDownload(id, true)).id())
        .as("asked again after a lost answer")
        .isEqualTo(again);
    Path incomplete = folder.resolve("Downloads/incomplete/Some.Release.1");
    awaited(again, d -> d.status() == DownloadStatus.FAILED);
    assertThat(incomplete).exists();

    actors.ask(ID, new DownloadCommand.RemoveDownload(again, true, false));
    assertThat(all(500)).isEmpty();
    assertThat(incomplete).doesNotExist();
  }

  @Test
  void whatTheNewsServerHasIsCompleteAndNeverSeenAsRemovedOnItsWay() throws Exception {
    String name = "Whole.Release." + System.nanoTime();
    byte[] content = new byte[25 * PIECE];
    new Random(1).nextBytes(content);
    news.post(name + ".bin", Nzb.segments(name, 25), content);
    String id =
        actors.ask(ID, addition(Nzb.file(name, 25, PIECE), null, "arrway-tests", true)).id();
    actors.ask(ID, new DownloadCommand.ResumeDownload(id, false));

    AtomicReference<Download> last = new AtomicReference<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              var all = all(500);
              assertThat(all).extracting(Download::id).containsExactly(id);
              last.set(all.get(0));
              return !last.get().status().active();
            });
    assertThat(last.get().status()).as(last.get().toString()).isEqualTo(DownloadStatus.COMPLETED);
    assertThat(last.get().progress()).isEqualTo(1);
    assertThat(last.get().completedAt()).isNotNull();
    assertThat(last.get().category()).isEqualTo("arrway-tests");
    assertThat(last.get().outputPath()).startsWith(command.seen(folder));
    Path there = folder.resolve(relative(last.get().outputPath()));
    Path file = Files.isDirectory(there) ? there.resolve(name + ".bin") : there;
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    assertThat(actors.code(ID, new DownloadCommand.RetryDownload(id, false)))
        .isEqualTo(FailureCode.UPSTREAM_REJECTED);
  }

  private static String relative(String seen) throws IOException {
    return seen.substring(command.seen(folder).length() + 1);
  }

  @Test
  void aRestartLosesNothing() throws Exception {
    String id = add(file(1));
    awaited(id, d -> d.status() == DownloadStatus.PAUSED);
    String failing = add(file(2));
    assertThat(makeFail(failing)).isTrue();
    awaited(failing, d -> d.status() == DownloadStatus.FAILED);
    stop();
    assertThat(actors.code(ID, new DownloadCommand.GetDownloads(null, 10)))
        .isEqualTo(FailureCode.UPSTREAM_REFUSED);
    run();
    eventually(() -> all(500).size() == 2);
    assertThat(one(id).status()).isEqualTo(DownloadStatus.PAUSED);
    assertThat(one(failing).status()).isEqualTo(DownloadStatus.FAILED);
  }

  @Test
  void aLinkThatCannotBeFetchedShowsNoKey() {
    var link = new DownloadSource.Link(Secret.of("http://127.0.0.1:1/x?apikey=s3cret"));
    String id = actors.ask(ID, addition(link, null, null, false)).id();
    assertThat(one(id).toString()).doesNotContain("s3cret");
    assertThat(one(id).status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(actors.ask(ID, addition(link, null, null, false).asUnsure()).id()).isEqualTo(id);
  }

  @Test
  void driftIsMeasuredByCategoriesServersAndSettingsWithoutSecrets() {
    var fingerprint = actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint();
    assertThat(fingerprint.facts())
        .containsEntry("servers.test.host", "127.0.0.1")
        .containsEntry("settings.download_dir", "Downloads/incomplete")
        .containsKey("categories.movies.priority");
    assertThat(fingerprint.counts()).containsEntry("servers", 1);
    assertThat(fingerprint.toString()).doesNotContain(KEY);
    assertThat(actors.ask(ID, new UpstreamCommand.GetFingerprint()).fingerprint())
        .isEqualTo(fingerprint);
  }
}
