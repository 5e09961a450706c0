package dev.arrway.platform.http;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a host to the one form that is checked and connected to, so that {@code 0x7f.1}, {@code
 * 2130706433} and {@code 127.0.0.1.} are all seen to be loopback. Numbers are read as browsers do
 * (WHATWG URL, "IPv4 parser").
 */
final class HostForms {
  private static final long MAX_IPV4 = 0xFFFF_FFFFL;

  private HostForms() {}

  /**
   * The canonical form: an IPv4 address in dotted decimals, an IPv6 address without brackets, or a
   * lower-case ASCII name.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static String canonical(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return ipv6(host.substring(1, host.length() - 1));
    }
    String name = ascii(host);
    if (name.isEmpty() || name.length() > 253 || !name.matches("[a-z0-9._-]+")) {
      throw new IllegalArgumentException("url has an invalid host");
    }
    String[] labels = name.split("\\.", -1);
    return isNumber(labels[labels.length - 1]) ? ipv4(labels) : name;
  }

  /** The address, when a canonical host is one and not a name. */
  static Optional<InetAddress> literal(String canonical) {
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(canonical);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String ascii(String host) {
    String folded = Normalizer.normalize(host, Normalizer.Form.NFKC).replace('\u3002', '.');
    String name =
        folded.chars().allMatch(c -> c < 128) ? folded : IDN.toASCII(folded, IDN.ALLOW_UNASSIGNED);
    return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        .toLowerCase(Locale.ROOT);
  }

  /** Within brackets the JDK takes an address only, and never looks a name up. */
  private static String ipv6(String text) {
    try {
      if (text.matches("[0-9a-fA-F:.]+")) {
        return NetUtil.toAddressString(InetAddress.getByName("[" + text + "]"));
      }
    } catch (UnknownHostException e) {
      // said below
    }
    throw new IllegalArgumentException("url has an invalid IPv6 address");
  }

  private static boolean isNumber(String label) {
    return label.matches("[0-9]+|0x[0-9a-f]*");
  }

  private static String ipv4(String[] labels) {
    if (labels.length > 4) {
      throw new IllegalArgumentException("url has an invalid IPv4 address");
    }
    long address = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean last = i == labels.length - 1;
      long part = part(labels[i]);
      long limit = last ? MAX_IPV4 >> (8 * i) : 255;
      if (part > limit) {
        throw new IllegalArgumentException("url has an invalid IPv4 address");
      }
      address |= last ? part : part << (24 - 8 * i);
    }
    return NetUtil.intToIpAddress((int) address);
  }

  private static long part(String label) {
    try {
      if (label.startsWith("0x")) {
        return label.length() == 2 ? 0 : Long.parseLong(label.substring(2), 16);
      }
      boolean octal = label.length() > 1 && label.startsWith("0");
      return Long.parseLong(label, octal ? 8 : 10);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("url has an invalid IPv4 address", e);
    }
  }
}
