package dev.arrway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void partsOfOneSeedAreDisjointAndTheSameEveryTime() {
    var one = Catalogue.movies(7, 0);
    var two = Catalogue.movies(7, 50_000);
    assertThat(one.part(0, 300)).isEqualTo(two.part(0, 300));
    assertThat(one.part(300, 300)).doesNotContainAnyElementsOf(one.part(0, 300));
    assertThat(Catalogue.movies(8, 0).part(0, 300)).isNotEqualTo(one.part(0, 300));
  }

  @Test
  void largeCataloguesGoOnWithTitlesAndIdsOfTheirOwn() {
    var large = Catalogue.movies(1, 100_000);
    assertThat(large.size()).isEqualTo(100_001);
    assertThat(large.search("the matrix 1999")).contains(large.byId(603).orElseThrow());
    var names = new HashSet<String>();
    var ids = new HashSet<Integer>();
    large.part(10_000, 90_000).forEach(title -> names.add(title.title() + title.year()));
    large.part(0, 100_000).forEach(title -> ids.add(title.id()));
    assertThat(names).hasSize(90_000);
    assertThat(ids).hasSize(100_000);
    assertThat(Catalogue.series(1, 20_000).size()).isEqualTo(20_000);
  }

  @Test
  void searchFindsTheSameTitleFirstAndHeedsTheYear() {
    var catalogue = Catalogue.movies(1, 0);
    var title = catalogue.part(0, 1).get(0);
    assertThat(catalogue.search(title.title()).get(0).clean()).isEqualTo(title.clean());
    assertThat(catalogue.search(title.title() + " " + title.year())).contains(title);
    assertThat(catalogue.byId(title.id())).contains(title);
    assertThat(catalogue.byImdb(title.imdbId())).contains(title);
    assertThat(catalogue.search("!!!")).isEmpty();
  }

  @Test
  void settingsOutsideOfTheirRangesAreRefusedByName() {
    assertThatThrownBy(() -> SandboxSettings.of(-1)).hasMessageContaining("size: -1");
    assertThatThrownBy(() -> SandboxSettings.of(1).withUrlBase("radarr/"))
        .hasMessageContaining("urlBase: radarr/");
    assertThatThrownBy(() -> SandboxSettings.of(1).withPort(70_000))
        .hasMessageContaining("port: 70000");
    assertThat(SandboxSettings.of(1).apiKey().reveal()).matches("[0-9a-f]{32}");
    assertThat(SandboxSettings.of(1).toString())
        .doesNotContain(SandboxSettings.of(1).apiKey().reveal());
  }
}
