package dev.arrway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.http.HttpPolicy.Access;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final int OWN_PORT = 2779;
  private final AddressPolicy policy =
      new AddressPolicy(List.of("10.1.0.0/16", "fd12::/16", "127.0.0.0/8"), p -> p == OWN_PORT);

  private boolean allows(String url, Access access) {
    Origin origin = Origin.of(URI.create(url));
    InetAddress address = HostForms.literal(origin.host()).orElseThrow();
    return policy.refusal(address, origin.port(), access).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://0.0.0.0/",
        "http://0/",
        "http://0x0/",
        "http://0.1.2.3/",
        "http://[::]/",
        "http://169.254.169.254/latest/meta-data",
        "http://169.254.0.1/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0xA9.0xFE.0xA9.0xFE/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://169.16689662/",
        "http://169.254.169.254./",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[64:ff9b:1::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[::a9fe:a9fe]/",
        "http://[::ffff:0:169.254.169.254]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://192.0.0.192/",
        "http://[fe80::1]/",
        "http://[febf::1]/",
        "http://224.0.0.1/",
        "http://239.255.255.250:1900/",
        "http://[ff02::1]/",
        "http://255.255.255.255/",
        "http://4294967295/",
        "http://240.0.0.1/",
        "http://192.0.2.1/",
        "http://198.51.100.7/",
        "http://203.0.113.9/",
        "http://192.88.99.1/",
        "http://[2001:db8::1]/",
        "http://[3fff::1]/",
        "http://[100::1]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://127.0.0.1:2779/",
        "http://127.1:2779/",
        "http://[::1]:2779/",
        "http://[::ffff:127.0.0.1]:2779/",
        "http://2130706433:2779/",
      })
  void isCalledByNobody(String url) {
    assertThat(allows(url, Access.ADMINISTRATOR)).as("administrator").isFalse();
    assertThat(allows(url, Access.USER)).as("user").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:7878/",
        "http://127.1/",
        "http://127.8.9.10/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7F.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://192.168.1.10:8989/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://3232235777/",
        "http://0xc0a80101/",
        "http://[::ffff:192.168.1.1]/",
        "http://[2002:c0a8:101::1]/",
        "http://[fc00::1]/",
        "http://[fd34::1]/",
        "http://[fec0::1]/",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
      })
  void isCalledByAdministratorsOnly(String url) {
    assertThat(allows(url, Access.ADMINISTRATOR)).as("administrator").isTrue();
    assertThat(allows(url, Access.USER)).as("user").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://1.1.1.1/",
        "https://8.8.8.8:2779/",
        "https://172.32.0.1/",
        "https://[2606:4700::1111]/",
        "http://[::ffff:8.8.8.8]/",
        "http://10.1.2.3:7878/",
        "http://0x0a010203/",
        "http://[::ffff:10.1.2.3]/",
        "http://[fd12:3456::1]/",
      })
  void isCalledByEverybody(String url) {
    assertThat(allows(url, Access.USER)).isTrue();
    assertThat(allows(url, Access.ADMINISTRATOR)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://1.2.3.256/",
        "http://4294967296/",
        "http://0x100000000/",
        "http://08.1.1.1/",
        "http://[fe80::1%25eth0]/",
        "http://a:0/",
        "http://a:99999/",
        "http://%31%32%37.0.0.1/",
      })
  void isNoAddressAtAll(String url) {
    assertThatThrownBy(() -> Origin.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://my_radarr:7878/x, my_radarr:7878",
    "http://RADARR.Example.COM./, radarr.example.com",
    "https://user:pass@radarr:443/, radarr",
    "https://[2001:4860:0:0:0:0:0:8888]:8443/, [2001:4860::8888]:8443",
    "http://bücher.example/, xn--bcher-kva.example",
  })
  void aHostHasOneForm(String url, String authority) {
    assertThat(Origin.of(URI.create(url)).authority()).isEqualTo(authority);
  }

  @Test
  void ourOwnAddressOnTheNetworkIsOursToo() throws UnknownHostException {
    assertThat(policy.refusal(InetAddress.getByName("127.0.0.1"), OWN_PORT, Access.ADMINISTRATOR))
        .contains("The address is the gateway's own.");
  }

  @Test
  void aNetworkThatIsNoneIsNamed() {
    assertThatThrownBy(() -> new AddressPolicy(List.of("10.0.0.0/8", "lan"), p -> false))
        .hasMessageContaining("security.allowed_networks")
        .hasMessageContaining("lan");
  }
}
