package dev.arrway.platform.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a range
 * of one.
 *
 * @param first any address of the range
 * @param prefix how many leading bits are common
 */
public record Network(InetAddress first, int prefix) {
  /** Only literals: a name would be asked of DNS. */
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  /** The range that the text describes; empty when it describes none. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress first = InetAddress.getByName(address);
      int bits = first.getAddress().length * Byte.SIZE;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      return prefix < 0 || prefix > bits
          ? Optional.empty()
          : Optional.of(new Network(first, prefix));
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the address lies in the range; never for the other address family. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }
}
