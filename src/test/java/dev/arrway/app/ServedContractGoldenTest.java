package dev.arrway.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A comparison of the served OpenAPI document with {@code golden/contract.txt}.
 *
 * <p>The file has one line per operation (name, method, path), tag, component and other part of the
 * document, each with a digest of its content, so that its diff names what has changed. When a
 * change is intended, copy {@code target/golden/contract.txt}, which a failing run writes, over it.
 */
class ServedContractGoldenTest {
  private static final String GOLDEN = "/golden/contract.txt";
  private static final Path ACTUAL = Path.of("target", "golden", "contract.txt");
  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static Map<String, Object> served;

  @BeforeAll
  static void readServedDocument() throws IOException {
    String yaml = ServedContract.of(UpstreamCatalog.standard()).yaml();
    served = new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Object>>() {});
  }

  @Test
  void servedDocumentIsUnchanged() throws Exception {
    List<String> actual = lines();
    List<String> golden = golden();
    if (!actual.equals(golden)) {
      Files.createDirectories(ACTUAL.getParent());
      Files.writeString(ACTUAL, String.join("\n", actual) + "\n");
    }
    assertThat(actual)
        .as("The served contract has changed; if intended, copy %s to the test resources", ACTUAL)
        .containsExactlyElementsOf(golden);
  }

  /** Returns one line per part, in the order of the kinds of parts, then of their names. */
  private static List<String> lines() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String key : new TreeSet<>(served.keySet())) {
      if (!List.of("paths", "components", "tags").contains(key)) {
        lines.add("document " + key + " " + digest(served.get(key)));
      }
    }
    for (Object tag : (List<?>) served.get("tags")) {
      lines.add("tag " + ((Map<?, ?>) tag).get("name") + " " + digest(tag));
    }
    lines.addAll(operations());
    for (Map.Entry<String, Object> group : members(served.get("components")).entrySet()) {
      for (Map.Entry<String, Object> part : members(group.getValue()).entrySet()) {
        lines.add(group.getKey() + " " + part.getKey() + " " + digest(part.getValue()));
      }
    }
    lines.add("whole " + digest(served));
    return lines;
  }

  private static List<String> operations() throws Exception {
    Map<String, String> byId = new TreeMap<>();
    for (Map.Entry<String, Object> path : members(served.get("paths")).entrySet()) {
      for (Map.Entry<String, Object> method : members(path.getValue()).entrySet()) {
        String id = members(method.getValue()).get("operationId").toString();
        String line =
            String.join(
                " ", "operation", id, method.getKey(), path.getKey(), digest(method.getValue()));
        assertThat(byId.put(id, line)).as("an operation that is defined twice").isNull();
      }
    }
    return List.copyOf(byId.values());
  }

  private static Map<String, Object> members(Object object) {
    Map<String, Object> members = new TreeMap<>();
    ((Map<?, ?>) object).forEach((name, value) -> members.put(name.toString(), value));
    return members;
  }

  /** Returns the start of the SHA-256 digest of the value as JSON with sorted names. */
  private static String digest(Object value) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(value));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = ServedContractGoldenTest.class.getResourceAsStream(GOLDEN)) {
      return in == null ? List.of() : new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
