package dev.arrway.upstream.shared.media;

import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.upstream.Facts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The libraries of a media server as facts; a second one of a name is {@code name (2)}. */
public final class LibraryFacts {
  private static final String SECTION = "libraries";

  private LibraryFacts() {}

  /** Their names, kinds and folders. */
  public static Facts of(List<MediaLibrary> libraries) {
    Facts facts = new Facts().count(SECTION, libraries.size());
    Set<String> taken = new HashSet<>();
    for (MediaLibrary library : libraries) {
      String name = free(taken, library.title());
      facts.put(library.kind(), SECTION, name, "kind");
      library.locations().forEach(folder -> facts.put("present", SECTION, name, "folders", folder));
    }
    return facts;
  }

  private static String free(Set<String> taken, String name) {
    String candidate = name;
    for (int n = 2; !taken.add(candidate); n++) {
      candidate = name + " (" + n + ")";
    }
    return candidate;
  }
}
