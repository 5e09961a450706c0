package dev.arrway.sandbox.transmission;

import dev.arrway.sandbox.transmission.TransmissionMethods.RefusedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of Transmission that are simulated. */
enum TransmissionVersion {
  /** The version of Debian 12, which ignores labels of new torrents. */
  V3_00("3.00 (bb6b5a062e)", 16, null),
  /** The last version before JSON-RPC. */
  V4_0("4.0.6 (38c164933e)", 17, "5.3.0"),
  /** The first version with JSON-RPC, which still knows the protocol before it. */
  V4_1("4.1.0 (d7a7f3b2a0)", 18, "6.0.0");

  private final String text;
  private final int rpcVersion;
  private final @Nullable String semanticVersion;

  TransmissionVersion(String text, int rpcVersion, @Nullable String semanticVersion) {
    this.text = text;
    this.rpcVersion = rpcVersion;
    this.semanticVersion = semanticVersion;
  }

  /** Returns the version for a text such as {@code 4.0.6}; the newest when it is empty. */
  static TransmissionVersion of(String version) {
    if (version.startsWith("3")) {
      return V3_00;
    }
    return version.startsWith("4.0") ? V4_0 : V4_1;
  }

  String text() {
    return text;
  }

  int rpcVersion() {
    return rpcVersion;
  }

  @Nullable String semanticVersion() {
    return semanticVersion;
  }

  boolean knowsJsonRpc() {
    return this == V4_1;
  }

  boolean takesLabelsOfNewTorrents() {
    return this != V3_00;
  }

  /** Returns labels as they are kept: without spaces around them; refuses them as the real one. */
  List<String> readLabels(List<String> labels) {
    List<String> read = labels.stream().map(String::strip).toList();
    if (read.contains("")) {
      throw new RefusedCall("labels cannot be empty");
    }
    if (read.stream().anyMatch(label -> label.contains(","))) {
      throw new RefusedCall("labels cannot contain comma (,) character");
    }
    List<String> distinct = read.stream().distinct().toList();
    if (this == V3_00 && distinct.size() < read.size()) {
      throw new RefusedCall("labels cannot contain duplicates");
    }
    return distinct;
  }

  /** Returns whether a refusal to let a caller in gives its reason. */
  boolean explainsDenials() {
    return this == V3_00;
  }

  /** Returns the text for a torrent file that cannot be read. */
  String invalidTorrent() {
    return this == V3_00 ? "invalid or corrupt torrent file" : "unrecognized info";
  }

  /** Returns the text for a link that is not found. */
  String notFetched() {
    return this == V3_00
        ? "gotMetadataFromURL: http error 404: Not Found"
        : "Couldn't fetch torrent: Not Found (404)";
  }
}
