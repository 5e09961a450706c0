package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.kind.download.DownloadClientContractTest;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadServer;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.Upstream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of download clients, and rules that hold for simulated and real servers alike. */
abstract class TransmissionContractTest extends DownloadClientContractTest {
  @Override
  protected Upstream upstream() {
    return new TransmissionUpstream();
  }

  @Override
  protected DownloadKind kind() {
    return DownloadKind.TORRENT;
  }

  static Credentials login(String user, Secret password) {
    return new Credentials.Login(user, password);
  }

  static DownloadServer server(String url, String user, Secret password) {
    return new DownloadServer(
        url,
        login(user, password),
        login(user, Secret.of(DownloadServer.WRONG)),
        TransmissionUpstream.NAME);
  }

  @Override
  protected DownloadSource link(int number) {
    return SampleTorrent.single(100 + number, 40_000, false).magnet();
  }

  @Override
  protected DownloadSource file(int number) {
    return SampleTorrent.folder(number, 40_000).source();
  }

  @Override
  protected String unknownId() {
    return "00112233445566778899aabbccddeeff00112233";
  }

  protected Download listed(String id) {
    return all(500).stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void otherLinksAreNotPassedOn() {
    for (String link :
        List.of("file:///etc/passwd", "/etc/passwd", "ftp://x/y.torrent", "magnet:?dn=x", "x")) {
      var source = new DownloadSource.Link(Secret.of(link));
      assertThat(actors.code(ID, addition(source, null, null, true)))
          .as(link)
          .isEqualTo(FailureCode.UPSTREAM_REJECTED);
    }
    assertThat(all(500)).isEmpty();
  }

  @Test
  void linksInAnySpellingAreUnderstood() {
    String hash = unknownId();
    for (String link : List.of("MAGNET:?xt=urn:btih:", "magnet:?dn=x&xt.1=urn%3Abtih%3A")) {
      String id = add(new DownloadSource.Link(Secret.of(link + hash)));
      assertThat(id).isEqualTo(hash);
      actors.ask(ID, new DownloadCommand.RemoveDownload(id, true, false));
      eventually(() -> one(id) == null);
    }
    var web = new DownloadSource.Link(Secret.of("HTTP://127.0.0.1:9/none"));
    assertThat(actors.refusal(ID, addition(web, null, null, true)).detail())
        .as("the server tried to fetch it")
        .containsAnyOf("Couldn't fetch", "http error");
  }

  @Test
  void torrentsOfVersion2OnlyAreNotPassedOn() {
    var magnet =
        new DownloadSource.Link(Secret.of("magnet:?xt=urn:btmh:1220" + "ab".repeat(32) + "&dn=x"));
    for (DownloadSource source : List.of(magnet, SampleTorrent.ofVersion2())) {
      var failure = actors.refusal(ID, addition(source, null, null, true));
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
      assertThat(failure.detail()).contains("version 2 only");
    }
    assertThat(all(500)).isEmpty();
  }

  @Test
  void theCategoryIsALabelAndMustBeOne() {
    String id = actors.ask(ID, addition(file(1), null, " films & more ", true)).id();
    assertThat(listed(id).category()).isEqualTo("films & more");
    assertThat(listed(id).tags()).isEmpty();
    assertThat(actors.ask(ID, new DownloadCommand.GetCategories()).names())
        .containsExactly("films & more");
    assertThat(actors.refusal(ID, addition(file(2), null, "films,series", true)).detail())
        .contains("comma");
    assertThat(all(500)).hasSize(1);
  }

  @Test
  void aTorrentThatWasThereBeforeKeepsItsCategory() {
    String id = actors.ask(ID, addition(file(1), null, "old", true)).id();
    assertThat(actors.ask(ID, addition(file(1), "Other", "new", true)).id()).isEqualTo(id);
    assertThat(one(id).category()).isEqualTo("old");
    assertThat(one(id).name()).isEqualTo(SampleTorrent.folder(1, 40_000).name());
  }
}
