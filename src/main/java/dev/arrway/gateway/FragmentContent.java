package dev.arrway.gateway;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A contract fragment with the document that its file holds. */
record FragmentContent(ContractFragment fragment, JsonObject document) {
  private static final ObjectReader READER =
      new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .readerFor(new TypeReference<Map<String, Object>>() {});

  /**
   * Reads all fragments from the class path, in the given order.
   *
   * @throws UncheckedIOException when a file is missing, is not YAML, or defines a key twice; the
   *     message names the file
   */
  static List<FragmentContent> readAll(List<ContractFragment> fragments) {
    return fragments.stream().map(FragmentContent::read).toList();
  }

  private static FragmentContent read(ContractFragment fragment) {
    try (InputStream in = FragmentContent.class.getResourceAsStream(fragment.resource())) {
      if (in == null) {
        throw new FileNotFoundException("not on the class path");
      }
      return parse(fragment, in);
    } catch (IOException e) {
      throw new UncheckedIOException(fragment.resource() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a fragment from its text.
   *
   * @throws IOException when the text is not YAML or defines a key twice
   */
  static FragmentContent parse(ContractFragment fragment, InputStream yaml) throws IOException {
    Map<String, Object> document = READER.readValue(yaml);
    return new FragmentContent(fragment, new JsonObject(document));
  }
}
