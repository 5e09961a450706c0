package dev.arrway.app;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that asks for events over a bare socket and then reads nothing. */
final class UnreadConnection implements AutoCloseable {
  private static final byte[] MASK = {0, 0, 0, 0};

  private final Socket socket = new Socket();
  private final Kind kind;

  /** The transports as bare bytes. */
  enum Kind {
    SSE,
    WEB_SOCKET,
    SOCKJS,
    TCP
  }

  private UnreadConnection(Kind kind, int port) throws IOException {
    this.kind = kind;
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
  }

  /** Asks for all events from a cursor on. */
  static UnreadConnection open(TestGateway gateway, Kind kind, String token, String after) {
    try {
      URI url = URI.create(gateway.gateway().url());
      if (kind == Kind.TCP) {
        return new UnreadConnection(kind, gateway.gateway().tcpBridgePort().orElseThrow())
            .register(token, after);
      }
      UnreadConnection client = new UnreadConnection(kind, url.getPort());
      switch (kind) {
        case SSE -> client.request("/api/v1/events?after=" + after, token, "");
        case WEB_SOCKET -> {
          client.upgrade("/api/v1/ws", token);
          client.say("{\"subscribe\":{},\"after\":\"" + after + "\"}");
        }
        default -> {
          client.upgrade("/api/v1/eventbus/websocket", token);
          client.say(registration(token, after));
        }
      }
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String registration(String token, String after) {
    return "{\"type\":\"register\",\"address\":\"arrway.events\",\"headers\":"
        + "{\"Authorization\":\"Bearer "
        + token
        + "\",\"after\":\""
        + after
        + "\"}}";
  }

  @CanIgnoreReturnValue
  private UnreadConnection register(String token, String after) throws IOException {
    byte[] frame = registration(token, after).getBytes(StandardCharsets.UTF_8);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(frame.length);
    out.write(frame);
    return this;
  }

  private void request(String path, String token, String more) throws IOException {
    String head =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n"
            + more
            + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
  }

  private void upgrade(String path, String token) throws IOException {
    request(
        path,
        token,
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    InputStream in = socket.getInputStream();
    String end = "";
    while (!end.endsWith("\r\n\r\n")) {
      end += (char) in.read();
    }
  }

  private void say(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeByte(0x81);
    if (bytes.length < 126) {
      out.writeByte(0x80 | bytes.length);
    } else {
      out.writeByte(0x80 | 126);
      out.writeShort(bytes.length);
    }
    out.write(MASK);
    out.write(bytes);
  }

  /** Whether the server has closed the connection: found out by writing, without reading. */
  boolean isCut() {
    try {
      switch (kind) {
        case SSE -> socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
        case TCP -> {
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
          out.writeInt(ping.length);
          out.write(ping);
        }
        default -> {
          socket.getOutputStream().write(new byte[] {(byte) 0x89, (byte) 0x80});
          socket.getOutputStream().write(MASK);
        }
      }
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
