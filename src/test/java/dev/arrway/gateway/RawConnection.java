package dev.arrway.gateway;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An HTTP/1.1 client that sends exactly what a test wants, however wrong. */
public final class RawConnection implements AutoCloseable {
  private final Socket socket = new Socket();

  /** Connects to a port of this machine. */
  public RawConnection(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
    socket.setSoTimeout(30_000);
  }

  /** Sends text as it is. */
  @CanIgnoreReturnValue
  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes as they are. */
  @CanIgnoreReturnValue
  public RawConnection send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends the head of a request that announces a body of so many bytes. */
  @CanIgnoreReturnValue
  public RawConnection post(String path, String token, long length) throws IOException {
    return post(path, token, "application/json", length);
  }

  /** The same with another type of body. */
  @CanIgnoreReturnValue
  public RawConnection post(String path, String token, String type, long length)
      throws IOException {
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + type
            + "\r\n"
            + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
            + "Content-Length: "
            + length
            + "\r\n\r\n");
  }

  /** Waits for the head of an answer and as much of its body as it announces. */
  public String answer() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int length = -1;
    while (length < 0 || read.size() < length) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.write(next);
      if (length < 0 && next == '\n' && text(read).endsWith("\r\n\r\n")) {
        length = read.size() + announced(text(read));
      }
    }
    return text(read);
  }

  /** Returns the status of the next answer, 0 when the connection is closed without one. */
  public int status() throws IOException {
    String answer = answer();
    return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ")[1]);
  }

  /** Returns whether the other side closes within some time; what it sends before is ignored. */
  public boolean isClosedWithin(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    socket.setSoTimeout(200);
    while (System.nanoTime() < end) {
      try {
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (java.net.SocketTimeoutException goOn) {
        continue;
      } catch (IOException reset) {
        return true;
      }
    }
    return false;
  }

  private static int announced(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).trim());
      }
    }
    return 0;
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
