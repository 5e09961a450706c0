package dev.arrway.upstream.sabnzbd;

import static dev.arrway.upstream.TestActors.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * A news server (RFC 3977) with the articles that a test posts, as yEnc. It is silent about any
 * other until it may say that it does not have them.
 */
final class NewsServer {
  private static final int LINE = 128;
  private static final Buffer MISSING = Buffer.buffer("430 no such article\r\n");

  private final Map<String, Buffer> articles = new ConcurrentHashMap<>();
  private final NetServer server;
  private final List<NetSocket> waiting = new ArrayList<>();
  private boolean silent;

  NewsServer(Vertx vertx) {
    server = await(vertx.createNetServer().connectHandler(this::greet).listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  /** Whether nothing is said about articles that are not there; ends the silence of before. */
  synchronized void silent(boolean value) {
    waiting.forEach(socket -> write(socket, MISSING));
    waiting.clear();
    silent = value;
  }

  private synchronized void missing(NetSocket socket) {
    if (silent) {
      waiting.add(socket);
    } else {
      write(socket, MISSING);
    }
  }

  /** Posts a file's parts, each of the same size, one per article. */
  void post(String fileName, List<String> ids, byte[] content) {
    int size = content.length / ids.size();
    for (int part = 0; part < ids.size(); part++) {
      articles.put(
          "<" + ids.get(part) + ">",
          encoded(fileName, content, part, ids.size(), part * size, size));
    }
  }

  private void greet(NetSocket socket) {
    RecordParser lines = RecordParser.newDelimited("\r\n", socket);
    lines.handler(line -> answer(socket, line.toString(StandardCharsets.US_ASCII)));
    write(socket, Buffer.buffer("200 ready\r\n"));
  }

  private static void write(NetSocket socket, Buffer text) {
    var ignored = socket.write(text);
  }

  private void answer(NetSocket socket, String line) {
    String[] words = line.split(" ");
    Buffer article = words.length > 1 ? articles.get(words[1]) : null;
    switch (words[0].toUpperCase(Locale.ROOT)) {
      case "CAPABILITIES" -> write(socket, "101 capabilities\r\nVERSION 2\r\nREADER\r\n.\r\n");
      case "BODY" -> {
        if (article == null) {
          missing(socket);
        } else {
          write(socket, "222 0 " + words[1] + "\r\n");
          write(socket, article);
          write(socket, ".\r\n");
        }
      }
      case "QUIT" -> write(socket, "205 bye\r\n");
      default -> write(socket, "500 unknown command\r\n");
    }
  }

  private static void write(NetSocket socket, String text) {
    write(socket, Buffer.buffer(text));
  }

  /** One part of a file in yEnc (yenc.org, draft 1.3). */
  private static Buffer encoded(
      String name, byte[] content, int part, int parts, int from, int size) {
    CRC32 sum = new CRC32();
    sum.update(content, from, size);
    Buffer text =
        Buffer.buffer(
            "=ybegin part=%d total=%d line=%d size=%d name=%s\r\n=ypart begin=%d end=%d\r\n"
                .formatted(part + 1, parts, LINE, content.length, name, from + 1, from + size));
    int column = 0;
    for (int i = from; i < from + size; i++) {
      int code = (content[i] + 42) & 0xff;
      boolean critical = code == 0 || code == '\n' || code == '\r' || code == '=' || code == '.';
      if (critical) {
        text.appendByte((byte) '=');
        code = (code + 64) & 0xff;
      }
      text.appendByte((byte) code);
      column += critical ? 2 : 1;
      if (column >= LINE) {
        text.appendString("\r\n");
        column = 0;
      }
    }
    return text.appendString(column > 0 ? "\r\n" : "")
        .appendString(
            "=yend size=%d part=%d pcrc32=%08x\r\n".formatted(size, part + 1, sum.getValue()));
  }
}
