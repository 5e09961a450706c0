package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.upstream.ServerCommand;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tests on the beta of 4.1 in Debian 13, which does not know JSON-RPC yet. */
class RealTransmission4IT extends RealTransmissionContractTest {
  @Override
  protected Optional<ServerCommand> command() {
    return ServerCommand.find("REAL_TRANSMISSION_4");
  }

  @Test
  void piecesAreDownloadedInOrderWhenAskedFor() throws Exception {
    actors.memory.sources.put(90L, file(1));
    var download =
        new NewDownload(
            90, kind(), null, null, null, true, true, false, "arrway-order", Instant.now());
    String id = actors.ask(ID, new DownloadCommand.AddDownload(download, false)).id();
    String other = add(file(2));
    assertThat(inOrder(id)).isTrue();
    assertThat(inOrder(other)).isFalse();
  }

  private boolean inOrder(String id) throws Exception {
    String request = "{'method':'torrent-get','arguments':{'ids':['%s'],'fields':['%s']}}";
    return RpcTestClient.open(real.url(), RealTransmission.USER, real.password)
        .call(request.formatted(id, "sequential_download"))
        .getJsonObject("arguments")
        .getJsonArray("torrents")
        .getJsonObject(0)
        .getBoolean("sequential_download");
  }
}
