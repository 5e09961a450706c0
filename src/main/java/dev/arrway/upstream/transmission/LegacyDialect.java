package dev.arrway.upstream.transmission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.WireJson;
import dev.arrway.platform.http.WireRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of versions up to 4.0: methods, arguments and fields of the session in kebab-case,
 * fields of torrents in camelCase, with a few exceptions.
 */
final class LegacyDialect implements RpcDialect {
  private static final String SUCCESS = "success";
  private static final Pattern WORD_START = Pattern.compile("_([a-z])");

  /**
   * Names that are spelled unlike those around them: in camelCase, or as in 4.1, where they arrived
   * shortly before its protocol did.
   */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "bandwidth_priority", "bandwidthPriority",
          "sequential_download", "sequential_download",
          "seed_ratio_limit", "seedRatioLimit",
          "seed_ratio_limited", "seedRatioLimited");

  @Override
  public HttpBody body(RpcRequest request) {
    boolean ofTorrents = request.method().startsWith("torrent_");
    Map<String, Object> arguments = new LinkedHashMap<>();
    request
        .arguments()
        .forEach(
            (name, value) ->
                arguments.put(
                    kebab(name),
                    name.equals("fields") ? fields((List<?>) value, ofTorrents) : value));
    return HttpBody.json(Map.of("method", kebab(request.method()), "arguments", arguments));
  }

  private static List<String> fields(List<?> names, boolean ofTorrents) {
    return names.stream()
        .map(Object::toString)
        .map(name -> ofTorrents ? camel(name) : kebab(name))
        .toList();
  }

  private static String kebab(String name) {
    return EXCEPTIONS.getOrDefault(name, name.replace('_', '-'));
  }

  private static String camel(String name) {
    String exception = EXCEPTIONS.get(name);
    return exception == null
        ? WORD_START.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT))
        : exception;
  }

  @Override
  public JsonNode result(HttpAnswer answer) {
    JsonNode tree = WireJson.readTree(answer);
    requireSuccess(tree.path("result").textValue());
    return tree.path("arguments");
  }

  @Override
  public List<WireRow<TransmissionWire.Torrent>> torrents(HttpAnswer answer) {
    var read = WireJson.read(answer, TransmissionWire.LegacyTorrents.class);
    requireSuccess(read.result());
    return TransmissionWire.Torrents.rows(read.arguments());
  }

  private static void requireSuccess(@Nullable String result) {
    if (result == null) {
      throw RpcRefusals.notTransmission();
    }
    if (!result.equals(SUCCESS)) {
      throw RpcRefusals.refused(result);
    }
  }

  @Override
  public String sessionField(String name) {
    return kebab(name);
  }

  @Override
  public Optional<TransmissionWire.ServerInfo> server(HttpAnswer answer) {
    JsonNode tree = WireJson.readTree(answer);
    return SUCCESS.equals(tree.path("result").textValue())
        ? TransmissionWire.ServerInfo.of(tree.path("arguments"))
        : Optional.empty();
  }

  @Override
  public Optional<RpcDialect> next() {
    return Optional.of(RpcDialect.JSON_RPC);
  }
}
