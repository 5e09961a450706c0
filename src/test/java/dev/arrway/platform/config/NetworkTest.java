package dev.arrway.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe80::1, false",
    "0.0.0.0/0, ::1, false",
    "0.0.0.0/0, 1.2.3.4, true"
  })
  void aNetworkHoldsItsAddresses(String network, String address, boolean inside) throws Exception {
    assertThat(Network.parse(network).orElseThrow().contains(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/-1", "", "10.0.0.0/x", "::1/129"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @Test
  void itIsShownAsItIsWritten() {
    assertThat(Network.parse("10.0.0.0/8").orElseThrow()).hasToString("10.0.0.0/8");
  }
}
