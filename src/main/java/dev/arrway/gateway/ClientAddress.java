package dev.arrway.gateway;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. {@code X-Forwarded-For} counts only as far as proxies that are
 * trusted have written it.
 */
final class ClientAddress {
  private final List<IpSubnetFilterRule> trusted;

  /**
   * Trusts these networks.
   *
   * @param trustedProxies networks as {@code 10.0.0.0/8}, or single addresses
   */
  ClientAddress(List<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(ClientAddress::rule).toList();
  }

  /** The address of the client, as text. */
  String of(HttpServerRequest request) {
    String peer = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    String forwarded = request.getHeader("X-Forwarded-For");
    if (forwarded == null || !isTrusted(peer)) {
      return peer == null ? "" : peer;
    }
    String[] hops = forwarded.split(",");
    String client = peer;
    for (int i = hops.length - 1; i >= 0 && isTrusted(client); i--) {
      String hop = hops[i].trim();
      if (!NetUtil.isValidIpV4Address(hop) && !NetUtil.isValidIpV6Address(hop)) {
        break;
      }
      client = hop;
    }
    return client;
  }

  private boolean isTrusted(@Nullable String address) {
    byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null) {
      return false;
    }
    try {
      InetSocketAddress socket = new InetSocketAddress(java.net.InetAddress.getByAddress(bytes), 0);
      return trusted.stream().anyMatch(rule -> rule.matches(socket));
    } catch (java.net.UnknownHostException e) {
      return false;
    }
  }

  private static IpSubnetFilterRule rule(String network) {
    int slash = network.indexOf('/');
    String address = slash < 0 ? network : network.substring(0, slash);
    int bits =
        slash < 0
            ? (NetUtil.isValidIpV6Address(address) ? 128 : 32)
            : Integer.parseInt(network.substring(slash + 1));
    return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
  }
}
