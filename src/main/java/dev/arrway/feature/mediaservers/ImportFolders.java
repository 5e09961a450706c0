package dev.arrway.feature.mediaservers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of imported files.
 *
 * @param folders those of the files, each once
 * @param correlationId joins what belongs together
 */
record ImportFolders(List<String> folders, @Nullable String correlationId) {
  /** The events that tell of imported files. */
  static final EventFilter FILTER =
      new EventFilter(List.of("import.imported", "import.completed"), null);

  private static final ObjectMapper JSON = new ObjectMapper();

  ImportFolders {
    folders = List.copyOf(folders);
  }

  static ImportFolders of(StoredEvent event) {
    JsonNode data = read(event);
    List<String> folders = new ArrayList<>();
    for (JsonNode file : data.path("files")) {
      Optional<String> folder =
          MediaPath.parse(file.path("path").asText("")).map(path -> path.parent().text());
      folder.filter(it -> !folders.contains(it)).ifPresent(folders::add);
    }
    JsonNode correlation = data.path("correlation_id");
    return new ImportFolders(folders, correlation.isTextual() ? correlation.asText() : null);
  }

  private static JsonNode read(StoredEvent event) {
    try {
      return JSON.readTree(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.id() + " cannot be read", e);
    }
  }
}
