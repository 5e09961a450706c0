package dev.arrway.upstream;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Distinguishes public hosts from those of private networks by the name or address alone, without a
 * name look-up.
 */
final class PublicHosts {
  private PublicHosts() {}

  static boolean looksPublic(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
    if (bytes == null) {
      boolean local =
          bare.equals("localhost")
              || bare.endsWith(".localhost")
              || bare.endsWith(".local")
              || bare.endsWith(".lan")
              || bare.endsWith(".home.arpa")
              || bare.endsWith(".internal");
      return bare.contains(".") && !local;
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return !address.isLoopbackAddress()
          && !address.isSiteLocalAddress()
          && !address.isLinkLocalAddress()
          && !shared(address.getAddress());
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** Unique local addresses (fc00::/7) and those behind a carrier's or overlay's (100.64/10). */
  private static boolean shared(byte[] bytes) {
    return bytes.length == 16
        ? (bytes[0] & 0xfe) == 0xfc
        : bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
  }
}
