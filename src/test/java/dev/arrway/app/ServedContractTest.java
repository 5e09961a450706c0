package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.PackageMatrix;
import dev.arrway.gateway.ContractFragment;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fragments of the contract, and what the catalog of vendors fills in. */
class ServedContractTest {
  private static final Path FOLDER = Path.of("src", "main", "resources", "openapi");

  private static JsonObject schema(JsonObject document, String name) {
    return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
  }

  @Test
  void everyFragmentIsListed() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(ServedContract.FRAGMENTS)
          .extracting(fragment -> fragment.name() + ".yaml")
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void theCatalogDeterminesTheInstanceTypes() {
    UpstreamCatalog catalog =
        UpstreamCatalog.of(List.of(new SonarrUpstream(), new RadarrUpstream()));
    JsonObject document = ServedContract.of(catalog).json();
    JsonObject type = schema(document, "InstanceType");
    assertThat(type.getJsonArray("enum")).isEqualTo(JsonArray.of("radarr", "sonarr"));
    assertThat(type.getJsonArray("examples")).isEqualTo(JsonArray.of("radarr"));
    JsonObject settings = schema(document, "InstanceSettings").getJsonObject("x-settings-by-type");
    assertThat(settings.fieldNames()).containsExactly("radarr", "sonarr");
    assertThat(settings.getJsonObject("radarr").getJsonObject("properties").fieldNames())
        .contains("max_retries");
  }

  @Test
  void announcedKindsAreShownWithoutVendors() {
    JsonObject document = ServedContract.of(UpstreamCatalog.of(List.of())).json();
    JsonObject kind =
        schema(document, "InstanceTypeInfo").getJsonObject("properties").getJsonObject("kind");
    assertThat(kind.getJsonArray("enum"))
        .isEqualTo(
            JsonArray.of("arr", "indexer", "download_client", "media_server", "metadata", "list"));
    assertThat(kind.getString("description"))
        .endsWith("`download_client`, `media_server`, `metadata` or `list`.");
  }

  @Test
  void fragmentsHaveTheTiersOfTheirFeatures() {
    Map<String, Integer> tiers =
        ServedContract.FRAGMENTS.stream()
            .collect(Collectors.toMap(ContractFragment::name, ContractFragment::tier));
    int first = tiers.get("gateway") + 1;
    for (int tier = 0; tier < PackageMatrix.TIERS.size(); tier++) {
      for (String feature : PackageMatrix.TIERS.get(tier)) {
        assertThat(tiers.get(feature)).as(feature).isEqualTo(first + tier);
      }
    }
  }
}
