package dev.arrway.upstream.sabnzbd;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.arrway.LogCapture;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sabnzbd.SabnzbdSandbox;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.TestActors;
import dev.arrway.upstream.UpstreamCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What is special about SABnzbd: its refusals, its history, jobs that change places. */
class SabnzbdAnswersIT {
  private static final long ID = 7;

  private TestActors actors;
  private SabnzbdSandbox sandbox;

  @BeforeEach
  void open() {
    actors = new TestActors(new SabnzbdUpstream());
    sandbox =
        await(
            SabnzbdSandbox.start(
                actors.vertx, SandboxSettings.of(0).withCommandTime(Duration.ofMillis(50))));
    deploy(sandbox.server().url(), Map.of());
  }

  @AfterEach
  void close() {
    actors.close();
  }

  private void deploy(String url, Map<String, ?> settings) {
    InstanceSpec spec =
        TestActors.spec(ID, "sabnzbd", url, new Credentials.ApiKey(sandbox.server().apiKey()));
    await(actors.fleet.deploy(TestActors.with(spec, spec.timeout(), settings)));
  }

  private List<Download> all() {
    return actors.ask(ID, new DownloadCommand.GetDownloads(null, 500)).downloads();
  }

  private Download one(String id) {
    return actors.ask(ID, new DownloadCommand.GetDownload(id)).download();
  }

  private DownloadCommand.AddDownload addition(DownloadPriority priority, Instant askedAt) {
    actors.memory.sources.put(1L, Nzb.file("Some.Release.2020", 4, 500_000));
    return new DownloadCommand.AddDownload(
        new NewDownload(
            1,
            DownloadKind.NZB,
            null,
            null,
            priority,
            false,
            false,
            false,
            "t-" + UUID.randomUUID(),
            askedAt),
        false);
  }

  private long asked(String path) {
    return sandbox.server().requests().count("GET", path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|API Key Incorrect|UPSTREAM_AUTH_FAILED|API key",
        "403|API Key Required|UPSTREAM_AUTH_FAILED|API key",
        "403|''|UPSTREAM_AUTH_FAILED|does not say why",
        "403|Access denied - Hostname verification failed: https://sabnzbd.org/hostname-check"
            + "|UPSTREAM_AUTH_FAILED|host_whitelist",
        "403|External internet access denied - https://sabnzbd.org/access-denied"
            + "|UPSTREAM_AUTH_FAILED|network",
        "200|error: API Key Incorrect|UPSTREAM_AUTH_FAILED|API key",
        "200|{\"status\":false,\"error\":\"API Key Incorrect\"}|UPSTREAM_AUTH_FAILED|API key",
        "200|{\"status\":false,\"error\":\"not implemented\"}|UPSTREAM_REJECTED|not implemented",
        "200|{\"status\":true}|UPSTREAM_UNEXPECTED|No SABnzbd",
        "200|ok|UPSTREAM_BAD_JSON|JSON",
        "200|<!DOCTYPE html><html></html>|UPSTREAM_HTML|web page",
        "500|oops|UPSTREAM_ERROR|failed"
      })
  void everyWayOfSayingNoIsUnderstood(int status, String text, FailureCode code, String detail) {
    sandbox.server().faults().add(Fault.status(status).text(text));
    Failure failure = actors.refusal(ID, new UpstreamCommand.TestConnection());
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.detail())
        .contains(detail)
        .doesNotContain(sandbox.server().apiKey().reveal());
  }

  @Test
  void theSimulatorRefusesAsSabnzbdDoes() {
    deploy(sandbox.server().url().replace("127.0.0.1", "localhost"), Map.of());
    assertThat(actors.ask(ID, new UpstreamCommand.TestConnection()).report().version())
        .isEqualTo("4.5.0");
    sandbox.state().apiWarnings(false);
    InstanceSpec wrong = TestActors.spec(ID, "sabnzbd", sandbox.server().url(), Secret.of("wrong"));
    await(actors.fleet.deploy(wrong));
    assertThat(actors.refusal(ID, new UpstreamCommand.TestConnection()).detail())
        .contains("does not say why");
  }

  @Test
  void aUrlMayNameTheApiItself() {
    for (String end : List.of("/api", "/api/", "/")) {
      deploy(sandbox.server().url() + end, Map.of());
      assertThat(actors.ask(ID, new UpstreamCommand.TestConnection()).report().application())
          .isEqualTo("SABnzbd");
    }
  }

  @Test
  void belowAUrlBaseItIsFound() {
    sandbox =
        await(SabnzbdSandbox.start(actors.vertx, SandboxSettings.of(0).withUrlBase("/sabnzbd")));
    deploy(sandbox.server().url(), Map.of());
    assertThat(all()).isEmpty();
  }

  @Test
  void anotherApplicationIsNoSabnzbd() {
    var radarr = await(RadarrSandbox.start(actors.vertx, SandboxSettings.of(1))).server();
    deploy(radarr.url(), Map.of());
    assertThat(actors.code(ID, new UpstreamCommand.TestConnection()))
        .isIn(
            FailureCode.UPSTREAM_UNEXPECTED,
            FailureCode.UPSTREAM_NOT_FOUND,
            FailureCode.UPSTREAM_AUTH_FAILED,
            FailureCode.UPSTREAM_HTML);
  }

  @Test
  void aJobBetweenQueueAndHistoryIsNeverSeenAsRemoved() {
    String id = sandbox.state().add("Some.Release", "movies", 0, false, 1L << 30);
    assertThat(one(id).phase()).isEqualTo("downloading");
    sandbox.state().vanish(id);
    assertThat(all()).extracting(Download::id).containsExactly(id);
    assertThat(one(id).phase()).as("as it was").isEqualTo("downloading");
    sandbox.state().surface();
    assertThat(one(id).phase()).isIn("extracting", "completed");
    Awaitility.await().until(() -> one(id).status() == DownloadStatus.COMPLETED);
    assertThat(one(id).category()).isEqualTo("movies");
    assertThat(one(id).outputPath()).isEqualTo("/downloads/complete/movies/Some.Release");
  }

  @Test
  void whatIsRemovedHereIsNotWaitedFor() {
    String id = sandbox.state().add("Some.Release", "movies", 0, false, 1L << 30);
    assertThat(all()).hasSize(1);
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    assertThat(one(id)).isNull();
    assertThat(all()).isEmpty();
  }

  @Test
  void whatIsBeingUnpackedIsAbortedAndRemoved() {
    sandbox =
        await(
            SabnzbdSandbox.start(
                actors.vertx, SandboxSettings.of(0).withCommandTime(Duration.ofHours(1))));
    deploy(sandbox.server().url(), Map.of());
    String id = sandbox.state().add("Some.Release", "movies", 0, false, 1);
    Awaitility.await().until(() -> one(id).phase().equals("extracting"));
    assertThat(actors.code(ID, new DownloadCommand.PauseDownload(id, false)))
        .isEqualTo(FailureCode.UPSTREAM_REJECTED);
    actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    assertThat(all()).isEmpty();
    assertThat(sandbox.state().past()).isEmpty();
  }

  @Test
  void theHistoryIsOnlySentWhenItHasChanged() {
    String id = sandbox.state().add("Some.Release", "movies", 0, true, 1L << 30);
    sandbox.state().complete(id);
    assertThat(one(id).status()).isEqualTo(DownloadStatus.COMPLETED);
    var faults = sandbox.server().faults();
    faults.add(Fault.body("{\"history\":false}").on("/api?mode=history*last_history_update=*"));
    assertThat(all()).as("with the number of changes").hasSize(1);
    assertThat(faults.list().get(0).taken()).isEqualTo(1);
    faults.clear();
    sandbox.state().fail(sandbox.state().add("Other", null, 0, true, 5), "Unpacking failed, x");
    assertThat(all())
        .hasSize(2)
        .anyMatch(d -> d.troubles().contains(DownloadTrouble.UNPACK_FAILED));
  }

  @Test
  void olderOnesThanAreLookedAtCanBeAskedFor() {
    deploy(sandbox.server().url(), Map.of("history_limit", 10));
    String oldest = sandbox.state().add("Old.Release", null, 0, true, 5);
    sandbox.state().complete(oldest);
    for (int i = 0; i < 12; i++) {
      sandbox.state().complete(sandbox.state().add("Newer." + i, null, 0, true, 5));
    }
    assertThat(all()).hasSize(10).noneMatch(d -> d.id().equals(oldest));
    assertThat(one(oldest).name()).isEqualTo("Old.Release");
    assertThat(one("SABnzbd_nzo_nosuchid")).isNull();
  }

  @Test
  void anUnsureAdditionDoesNotTakeAnOldOneForItsOwn() {
    String old = sandbox.state().add("Some.Release.2020", null, 0, true, 5);
    sandbox.state().complete(old);
    var later = addition(null, Instant.now().plus(Duration.ofHours(1))).asUnsure();
    assertThat(actors.ask(ID, later).id()).isNotEqualTo(old);
    sandbox.state().queued().forEach(sandbox.state()::complete);
    var now = addition(null, Instant.now()).asUnsure();
    assertThat(sandbox.state().past()).contains(actors.ask(ID, now).id());
    assertThat(sandbox.state().queued()).isEmpty();
  }

  @Test
  void prioritiesAreSetAndSeen() {
    sandbox.state().speed(0);
    for (DownloadPriority priority : DownloadPriority.values()) {
      String id = actors.ask(ID, addition(priority, Instant.now())).id();
      assertThat(one(id).priority()).isEqualTo(priority);
      actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
    }
  }

  @Test
  void aTorrentIsRefusedWithoutAskingTheServer() {
    actors.memory.sources.put(
        1L, new DownloadSource.Link(Secret.of("magnet:?xt=urn:btih:" + "a".repeat(40))));
    var addition =
        new DownloadCommand.AddDownload(
            new NewDownload(
                1, DownloadKind.NZB, null, null, null, false, false, false, "t", Instant.now()),
            false);
    assertThat(actors.code(ID, addition)).isEqualTo(FailureCode.UPSTREAM_REJECTED);
    assertThat(asked("/api")).isZero();
  }

  @Test
  void aRetryWhoseAnswerWasLostIsNotMadeTwice() {
    String id = sandbox.state().add("Some.Release.2020", null, 0, true, 1L << 30);
    sandbox.state().fail(id, "Aborted, cannot be completed - https://sabnzbd.org/not-complete");
    sandbox.server().faults().add(Fault.of(FaultKind.LOSE_ANSWER).on("/api?mode=retry*").times(1));
    var retry = new DownloadCommand.RetryDownload(id, false);
    assertThat(actors.refusal(ID, retry)).isNotNull();
    String again = actors.ask(ID, retry.asUnsure()).id();
    assertThat(sandbox.state().queued()).containsExactly(again);
    assertThat(actors.ask(ID, new DownloadCommand.RetryDownload(again, false)).id())
        .as("one that is under way goes on")
        .isEqualTo(again);
  }

  @Test
  void gaugesTellQueueAndDisks() {
    sandbox.state().add("Some.Release.2020", null, 0, true, 1L << 30);
    var gauges = actors.ask(ID, new UpstreamCommand.GetGauges()).gauges();
    assertThat(gauges.queueSize()).isEqualTo(1);
    assertThat(gauges.disks())
        .hasSize(2)
        .allMatch(disk -> disk.totalBytes() > disk.freeBytes() && disk.freeBytes() > 0);
  }

  @Test
  void noLogLineShowsTheKeyOfTheServerOrOfALink() {
    var lines = new LogCapture();
    Logger logger = (Logger) LoggerFactory.getLogger("dev.arrway");
    Level before = logger.getLevel();
    logger.setLevel(Level.TRACE);
    logger.addAppender(lines);
    try {
      actors.memory.sources.put(
          1L, new DownloadSource.Link(Secret.of("https://i.example/missing.nzb?k=s3cret")));
      var addition =
          new DownloadCommand.AddDownload(
              new NewDownload(
                  1, DownloadKind.NZB, null, null, null, false, false, false, "t", Instant.now()),
              false);
      String id = actors.ask(ID, addition).id();
      sandbox.server().faults().add(Fault.status(500).on("/api?mode=queue*").times(1));
      assertThat(actors.code(ID, new DownloadCommand.GetDownloads(null, 10)))
          .isEqualTo(FailureCode.UPSTREAM_ERROR);
      assertThat(one(id).toString()).doesNotContain("s3cret");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    assertThat(lines.list)
        .isNotEmpty()
        .extracting(line -> line.getFormattedMessage() + line.getKeyValuePairs())
        .noneMatch(
            text -> text.contains("s3cret") || text.contains(sandbox.server().apiKey().reveal()));
  }
}
