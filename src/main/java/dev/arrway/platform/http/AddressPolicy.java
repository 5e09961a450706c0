package dev.arrway.platform.http;

import dev.arrway.platform.http.HttpPolicy.Access;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which addresses may be called at all (server-side request forgery).
 *
 * <p>Never: unspecified, link-local, cloud metadata, multicast, broadcast, documentation and
 * reserved ranges, and our own listening ports. Loopback only for administrators. Private ranges
 * for administrators, and for users where an administrator allowed the network. IPv6 forms that
 * carry an IPv4 address (mapped, compatible, NAT64, 6to4) are judged by the address within. Ranges:
 * IANA special-purpose address registries.
 */
public final class AddressPolicy {
  private static final List<IpSubnetFilterRule> NEVER =
      networks(
          List.of(
              "0.0.0.0/8",
              "169.254.0.0/16",
              "100.100.100.200/32", // metadata of one cloud
              "168.63.129.16/32", // and of another
              "192.0.0.0/24",
              "192.0.2.0/24",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "192.88.99.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/128",
              "fd00:ec2::254/128", // metadata over IPv6
              "fe80::/10",
              "ff00::/8",
              "100::/64",
              "2001::/32",
              "2001:10::/28",
              "2001:20::/28",
              "2001:db8::/32",
              "3fff::/20"));

  private static final List<IpSubnetFilterRule> PRIVATE =
      networks(
          List.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "198.18.0.0/15",
              "fc00::/7",
              "fec0::/10",
              "64:ff9b:1::/48"));

  private final List<IpSubnetFilterRule> allowed;
  private final IntPredicate ownPort;

  /**
   * A policy.
   *
   * @param allowedNetworks CIDRs of {@code security.allowed_networks}
   * @param ownPort whether we listen on that port ourselves
   * @throws IllegalArgumentException naming a network that is no CIDR
   */
  public AddressPolicy(List<String> allowedNetworks, IntPredicate ownPort) {
    this.allowed = networks(allowedNetworks);
    this.ownPort = ownPort;
  }

  /**
   * Judges one address.
   *
   * @return why it may not be called, as one neutral sentence; empty when it may
   */
  public Optional<String> refusal(InetAddress address, int port, Access access) {
    return refusal(effective(address), address, port, access);
  }

  private Optional<String> refusal(InetAddress inner, InetAddress outer, int port, Access access) {
    if (in(NEVER, inner) || in(NEVER, outer)) {
      return Optional.of("Addresses of this range are never called.");
    }
    boolean loopback = inner.isLoopbackAddress() || outer.isLoopbackAddress();
    if (ownPort.test(port) && (loopback || isOurs(inner))) {
      return Optional.of("The address is the gateway's own.");
    }
    if (access == Access.ADMINISTRATOR) {
      return Optional.empty();
    }
    if (loopback) {
      return Optional.of(
          "This address is on the gateway's own machine. Only administrators may use it; their API"
              + " keys need the scope \"admin\".");
    }
    if (in(PRIVATE, inner) && !in(allowed, inner)) {
      return Optional.of(
          "This address is in a private network that users may not call. An administrator can allow"
              + " it by the setting security.allowed_networks.");
    }
    return Optional.empty();
  }

  /** The IPv4 address that an IPv6 form carries, or the address itself. */
  private static InetAddress effective(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    if (startsWith(bytes, 0x20, 0x02)) {
      return ipv4(bytes, 2, address);
    }
    boolean zeros = isZero(bytes, 0, 10);
    boolean mapped = zeros && (bytes[10] & bytes[11]) == -1;
    boolean translated = isZero(bytes, 0, 8) && startsWith(tail(bytes, 8), 0xff, 0xff, 0, 0);
    boolean compatible = isZero(bytes, 0, 12) && !isZero(bytes, 12, 15);
    boolean nat64 = startsWith(bytes, 0, 0x64, 0xff, 0x9b) && isZero(bytes, 4, 12);
    boolean local64 = startsWith(bytes, 0, 0x64, 0xff, 0x9b, 0, 1);
    boolean carries = mapped || translated || compatible || nat64 || local64;
    return carries ? ipv4(bytes, 12, address) : address;
  }

  private static InetAddress ipv4(byte[] bytes, int from, InetAddress otherwise) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      return otherwise;
    }
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  private static boolean in(List<IpSubnetFilterRule> rules, InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return rules.stream().anyMatch(rule -> rule.matches(socket));
  }

  private static List<IpSubnetFilterRule> networks(List<String> cidrs) {
    return cidrs.stream().map(AddressPolicy::network).toList();
  }

  private static IpSubnetFilterRule network(String cidr) {
    try {
      int slash = cidr.indexOf('/');
      String address = slash < 0 ? cidr : cidr.substring(0, slash);
      int full = address.indexOf(':') < 0 ? 32 : 128;
      int prefix = slash < 0 ? full : Integer.parseInt(cidr.substring(slash + 1));
      return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "security.allowed_networks: not a network in CIDR form: " + cidr, e);
    }
  }
}
