package dev.arrway.platform.http;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * The network of a client, to which limits apply: an IPv4 address, or the /64 network of an IPv6
 * address, since a client with one of its addresses usually has all of them.
 */
public final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;
  private static final int LONGEST = 64;

  private ClientNetwork() {}

  /** Returns the network as text; an IPv4 address written as IPv6 counts as IPv4. */
  public static String of(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null) {
      return address.length() > LONGEST ? address.substring(0, LONGEST) : address;
    }
    try {
      InetAddress parsed = InetAddress.getByAddress(bytes);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "::/64"
          : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
