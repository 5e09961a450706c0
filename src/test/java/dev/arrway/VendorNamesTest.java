package dev.arrway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.upstream.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendors are named by their own packages and by the catalogs alone; others ask for kinds. */
class VendorNamesTest {
  private static final Path MAIN = Path.of("src/main/java/dev/arrway");

  /** The synchronization of libraries is addressed by vendor in the API. */
  private static final Set<String> EXEMPT =
      Set.of("feature/libraries/LibrarySync.java", "feature/libraries/web/SyncRoutes.java");

  /** A vendor's type as a text, or a kind's name in a branch or a comparison. */
  private static final Pattern NAMED =
      Pattern.compile(
          UpstreamCatalog.standard().all().stream()
                  .map(Upstream::type)
                  .collect(Collectors.joining("|", "\"(", ")\""))
              + "|(case |equals\\()\"(arr|download_client|media_server)\""
              + "|\"(arr|download_client|media_server)\"\\.equals");

  private static boolean namesAVendor(String source) {
    return NAMED.matcher(source).find();
  }

  @Test
  void onlyVendorsNameThemselves() throws IOException {
    Set<String> offenders = new TreeSet<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = MAIN.relativize(file).toString();
        boolean vendor = name.matches("(upstream/(?!shared/)|sandbox/)\\w+/.*");
        if (!vendor && !EXEMPT.contains(name) && namesAVendor(Files.readString(file))) {
          offenders.add(name);
        }
      }
    }
    assertThat(offenders).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (type.equals(\"radarr\")) {",
        "case \"transmission\" -> 1;",
        "kind.equals(\"download_client\")",
        "\"arr\".equals(kind)"
      })
  void aBranchOnAVendorOrAKindIsFound(String line) {
    assertThat(namesAVendor(line)).isTrue();
  }
}
