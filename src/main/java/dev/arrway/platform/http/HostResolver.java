package dev.arrway.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks a host name up. It may block: it is only called on a pool of its own. */
@FunctionalInterface
public interface HostResolver {
  /** What the operating system knows. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses of a name; throws when there is none. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
