package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://Sonarr.Example.com/,https://sonarr.example.com",
    "HTTP://host:80/radarr//,http://host/radarr",
    "https://host:443,https://host",
    "https://host:80/Radarr,https://host:80/Radarr",
    "http://my_radarr:7878/,http://my_radarr:7878",
    "http://bücher.example/,http://xn--bcher-kva.example",
    "'http://[::FFFF:127.0.0.1]:7878/','http://[::ffff:127.0.0.1]:7878'",
    "' http://10.0.0.1:7878 ',http://10.0.0.1:7878",
  })
  void isBroughtToOneForm(String given, String normal) {
    assertThat(InstanceUrl.of(given).url()).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host:7878",
        "ftp://host",
        "http://",
        "http:///radarr",
        "http://host:0",
        "http://host:65536",
        "http://host:123456789012",
        "http://host/?apikey=1",
        "http://host/#top",
        "http://ho st/",
        "http://ho%00st/",
        "http://host\\@other/",
        "http://a b:c@host/",
        "http://[zz]/",
      })
  void whatIsNoAddressIsRefusedByName(String given) {
    assertThatThrownBy(() -> InstanceUrl.of(given))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().errors()).extracting("field").containsOnly("url"));
  }

  @Test
  void userInfoIsTakenOutAndDecoded() {
    InstanceUrl url = InstanceUrl.of("https://ad%40a:p%3Ass+word@host/base/");
    assertThat(url.url()).hasToString("https://host/base");
    assertThat(url.username()).contains("ad@a");
    assertThat(url.password()).contains(Secret.of("p:ss+word"));
    assertThat(InstanceUrl.with(url.url(), url.userInfo()))
        .hasToString("https://ad%40a:p%3Ass+word@host/base");
    assertThat(InstanceUrl.of("http://host").userInfo()).isNull();
  }

  @Test
  void aKeyIsBoundToSchemeHostAndPort() {
    String origin = InstanceUrl.origin(InstanceUrl.of("https://host/a").url());
    assertThat(InstanceUrl.origin(InstanceUrl.of("https://HOST:443/b").url())).isEqualTo(origin);
    for (String other : new String[] {"http://host/a", "https://host:8443/a", "https://host2/a"}) {
      assertThat(InstanceUrl.origin(InstanceUrl.of(other).url())).isNotEqualTo(origin);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://sonarr.example.com,true",
    "http://8.8.8.8,true",
    "'http://[2606:4700::1111]',true",
    "http://my_radarr:7878,false",
    "http://radarr,false",
    "http://nas.local,false",
    "http://192.168.1.2,false",
    "http://100.100.1.2,false",
    "'http://[fd00::1]',false",
    "http://127.0.0.1,false",
  })
  void publicHostsAreToldFromThoseOfAHome(String url, boolean isPublic) {
    assertThat(PublicHosts.looksPublic(InstanceUrl.host(URI.create(url)))).isEqualTo(isPublic);
  }
}
