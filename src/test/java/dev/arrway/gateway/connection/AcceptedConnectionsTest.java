package dev.arrway.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which connection makes room for a new one. */
class AcceptedConnectionsTest {
  private final AcceptedConnections connections =
      new AcceptedConnections(new ConnectionLimits(4, 2, Duration.ofMinutes(1), address -> false));

  /** A channel that comes from this address. */
  private static EmbeddedChannel from(String address) {
    return new EmbeddedChannel() {
      @Override
      protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(address, 1);
      }
    };
  }

  @Test
  void addressesOfOneIpv6NetworkCountTogether() {
    EmbeddedChannel first = from("2001:db8:1:1::1");
    EmbeddedChannel second = from("2001:db8:1:1::2");
    EmbeddedChannel elsewhere = from("2001:db8:1:2::1");
    assertThat(connections.add(first)).isTrue();
    assertThat(connections.add(second)).isTrue();
    assertThat(connections.add(elsewhere)).isTrue();
    assertThat(first.isOpen()).isTrue();
    EmbeddedChannel third = from("2001:db8:1:1:ffff::3");
    assertThat(connections.add(third)).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(elsewhere.isOpen()).isTrue();
  }

  @Test
  void theOldestThatHasSentNothingMakesRoom() {
    EmbeddedChannel[] open = new EmbeddedChannel[6];
    for (int i = 0; i < open.length; i++) {
      open[i] = from("192.0.2." + i);
      assertThat(connections.add(open[i])).isTrue();
    }
    for (int i = 0; i < open.length; i++) {
      assertThat(open[i].isOpen()).as("connection %d", i).isEqualTo(i >= 2);
    }
  }
}
