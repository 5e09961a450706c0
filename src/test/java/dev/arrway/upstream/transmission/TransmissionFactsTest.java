package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransmissionFactsTest {
  private static Map<String, String> facts(RpcDialect dialect, String session) {
    try {
      var tree = new ObjectMapper().readTree(session.replace('\'', '"'));
      return TransmissionFacts.of("4.0.6", tree, dialect).facts();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bothProtocolsTellTheSame() {
    String legacy =
        "{'peer-port':51413,'seedRatioLimit':2,'alt-speed-enabled':true,'dht-enabled':null}";
    String jsonRpc = "{'peer_port':51413,'seed_ratio_limit':2.0000,'alt_speed_enabled':true}";
    assertThat(facts(RpcDialect.LEGACY, legacy))
        .isEqualTo(facts(RpcDialect.JSON_RPC, jsonRpc))
        .isEqualTo(
            Map.of(
                "preferences.peer_port", "51413",
                "preferences.seed_ratio_limit", "2",
                "preferences.alt_speed_enabled", "true"));
  }

  @Test
  void whatTheServerChangesItselfIsNoFact() {
    String times = "{'alt-speed-enabled':true,'alt-speed-time-enabled':true}";
    assertThat(facts(RpcDialect.LEGACY, times))
        .containsOnlyKeys("preferences.alt_speed_time_enabled");
    assertThat(facts(RpcDialect.JSON_RPC, "{'peer_port':7,'peer_port_random_on_start':true}"))
        .containsOnlyKeys("preferences.peer_port_random_on_start");
    String fixed =
        "{'peer_port':7,'peer_port_random_on_start':false,'alt_speed_enabled':false,"
            + "'alt_speed_time_enabled':false}";
    assertThat(facts(RpcDialect.JSON_RPC, fixed)).hasSize(4);
  }

  @Test
  void theRequestAsksForNoSecret() {
    assertThat(String.valueOf(TransmissionFacts.request().arguments().get("fields")))
        .contains("download_dir", "version")
        .doesNotContain("session_id", "password", "username");
  }
}
