package dev.arrway.gateway;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file out of {@code multipart/form-data} while it arrives, never holding more of it than
 * the last chunk. Fields that come before the file are known when its first bytes are. (Vert.x's
 * own form reader tells fields at the end of the request only.)
 */
public final class MultipartFile {
  private static final int MOST_FIELDS = 16;
  private static final int MOST_BUFFERED = 64 << 10;

  /** Bytes of the value of a field that is no file. */
  private static final int MOST_VALUE = 64 << 10;

  private final HttpPostMultipartRequestDecoder decoder;
  private final String fileField;
  private final Map<String, String> fields = new HashMap<>();
  private @Nullable String fileName;

  /** Throws {@code malformed_request} for a content type without a boundary. */
  public MultipartFile(String contentType, String fileField) {
    this.fileField = fileField;
    if (!contentType.toLowerCase(Locale.ROOT).contains("boundary=")) {
      throw malformed();
    }
    DefaultHttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    try {
      decoder =
          new HttpPostMultipartRequestDecoder(
              new DefaultHttpDataFactory(false),
              head,
              StandardCharsets.UTF_8,
              MOST_FIELDS,
              MOST_BUFFERED);
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException e) {
      throw malformed();
    }
    decoder.setDiscardThreshold(0);
  }

  /** Takes the next bytes of the body; what they hold of the file. */
  public Buffer accept(Buffer chunk) {
    return offer(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk.getBytes())));
  }

  /**
   * Ends the body; what was left of the file. Throws {@code malformed_request} when the body ends
   * within a part.
   */
  public Buffer finish() {
    Buffer rest = offer(LastHttpContent.EMPTY_LAST_CONTENT);
    if (decoder.currentPartialHttpData() != null) {
      throw malformed();
    }
    return rest;
  }

  /** Whether the file has begun. */
  public boolean begun() {
    return fileName != null;
  }

  /** The file's name as the client says, "" for none. */
  public String fileName() {
    return fileName == null ? "" : fileName;
  }

  /** A field that has come so far. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** All fields that have come so far. */
  public Map<String, String> fields() {
    return Map.copyOf(fields);
  }

  /** Frees what is held; to be called once. */
  public void close() {
    decoder.destroy();
  }

  private Buffer offer(io.netty.handler.codec.http.HttpContent content) {
    Buffer out = Buffer.buffer();
    try {
      decoder.offer(content);
      while (decoder.hasNext()) {
        InterfaceHttpData data = decoder.next();
        take(data, out);
        decoder.removeHttpDataFromClean(data);
        data.release();
      }
      InterfaceHttpData partial = decoder.currentPartialHttpData();
      if (partial instanceof FileUpload file) {
        take(file, out);
      } else if (partial instanceof Attribute attribute) {
        requireShort(attribute);
      }
    } catch (HttpPostRequestDecoder.EndOfDataDecoderException end) {
      return out;
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException
        | HttpPostRequestDecoder.TooManyFormFieldsException
        | HttpPostRequestDecoder.TooLongFormFieldException
        | IOException e) {
      throw malformed();
    }
    return out;
  }

  private void take(InterfaceHttpData data, Buffer out) throws IOException {
    if (data instanceof Attribute attribute) {
      requireShort(attribute);
      TextRules.require(attribute.getName(), attribute.getValue());
      fields.put(attribute.getName(), attribute.getValue());
    } else if (data instanceof FileUpload file && file.getName().equals(fileField)) {
      if (fileName == null) {
        TextRules.require(fileField, file.getFilename());
        fileName = file.getFilename() == null ? "" : file.getFilename();
      }
      out.appendBytes(file.get());
      file.setContent(Unpooled.EMPTY_BUFFER);
    } else if (data instanceof FileUpload other) {
      other.setContent(Unpooled.EMPTY_BUFFER);
    }
  }

  /** The decoder's own limits do not hold for values. */
  private static void requireShort(Attribute attribute) {
    if (attribute.length() > MOST_VALUE) {
      throw FailureException.of(
          FailureCode.TOO_LARGE,
          "The form field '" + attribute.getName() + "' may have " + MOST_VALUE + " bytes.");
    }
  }

  private static FailureException malformed() {
    return FailureException.of(
        FailureCode.MALFORMED_REQUEST, "The body is not multipart/form-data as it should be.");
  }
}
