package dev.arrway.upstream.sabnzbd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SabnzbdTextsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Aborted, encryption detected|ENCRYPTED",
        "Unpacking failed, archive requires a password|ENCRYPTED",
        "Unpacking failed, disk full|DISK_FULL",
        "Unpacking failed, write error or disk is full? x|DISK_FULL",
        "Repairing failed, Disk full|DISK_FULL",
        "Aborted, cannot be completed - https://sabnzbd.org/not-complete|MISSING_BLOCKS",
        "Abgebrochen, unvollständig - https://sabnzbd.org/not-complete|MISSING_BLOCKS",
        "Download failed - Not on your server(s)|MISSING_BLOCKS",
        "Repair failed, not enough repair blocks (12 short)|MISSING_BLOCKS",
        "Unpacking failed, CRC error|UNPACK_FAILED",
        "Unpacking failed, unable to find x.r01|UNPACK_FAILED",
        "Repairing failed, Repair Failed.|UNPACK_FAILED",
        "RAR files failed to verify|UNPACK_FAILED",
        "Invalid par2 files or invalid PAR2 parameters, cannot verify or repair|UNPACK_FAILED",
        "URL Fetching failed; Error 404|CLIENT_ERROR",
        "Post-processing was aborted|CLIENT_ERROR",
        "''|CLIENT_ERROR"
      })
  void messagesAreRecognised(String message, DownloadTrouble trouble) {
    assertThat(SabnzbdTexts.trouble(message)).isEqualTo(trouble);
  }

  @ParameterizedTest
  @CsvSource({
    "0:00:00,",
    "0:02:05,125",
    "1:00:00,3600",
    "12:34:56,45296",
    "1:2:03:04,93784",
    "soon,",
    "1:2,",
    "-1:00:00,",
    "'',"
  })
  void timeLeftIsRead(String text, Long seconds) {
    assertThat(SabnzbdValues.seconds(text)).isEqualTo(seconds);
  }

  @Test
  void namesOfReleasesAreNotTouched() {
    assertThat(SabnzbdTexts.name("A - B <1> & \"C\"")).isEqualTo("A - B <1> & \"C\"");
    assertThat(SabnzbdTexts.name(null)).isEqualTo("unknown");
  }

  private static String name(String asked, DownloadSource source) {
    return SabnzbdNames.of(
        new NewDownload(
            1, DownloadKind.NZB, asked, null, null, false, false, false, "t", Instant.EPOCH),
        source);
  }

  private static DownloadSource link(String uri) {
    return new DownloadSource.Link(Secret.of(uri));
  }

  @Test
  void aJobIsCalledAsAskedOrAsItsFileOrAsItsLinkEnds() {
    var file = new DownloadSource.File("Some.Release.2020.nzb", Buffer.buffer());
    assertThat(name("As asked", file)).isEqualTo("As asked");
    assertThat(name("a/b\\c\nd{{pw}}", file)).isEqualTo("a b c d{{pw}}");
    assertThat(name(" ", file)).isEqualTo("Some.Release.2020");
    assertThat(name(null, new DownloadSource.File("x.NZB.gz", Buffer.buffer()))).isEqualTo("x");
    assertThat(name(null, link("https://i.example/get/Some%20Release.2020.nzb?apikey=k/x")))
        .isEqualTo("Some Release.2020");
  }

  @Test
  void aLinkThatSaysNothingGivesNoName() {
    for (String uri :
        new String[] {
          "https://i.example/api?t=get&id=Some.Release.nzb",
          "https://i.example/0123456789abcdef.nzb",
          "https://i.example/3f2504e0-4f89-11d3-9a0c-0305e82c3301.nzb",
          "https://i.example/Some.Release",
          "https://Some.Release.nzb",
          "https://i.example/%zz.nzb"
        }) {
      assertThat(name(null, link(uri))).as(uri).isNull();
    }
  }

  @Test
  void namesAreComparedAsFarAsSabnzbdKeepsThem() {
    var slot =
        new SabnzbdWire.HistorySlot(
            "x", "Some_Release 2020_", null, null, null, null, null, null, null, null, null, null);
    SabnzbdJob job = SabnzbdMapper.past(slot, false);
    assertThat(job.called("some.release:2020?{{password}}")).isTrue();
    assertThat(job.called("Some Release 2021")).isFalse();
    assertThat(job.called("...")).isFalse();
  }
}
